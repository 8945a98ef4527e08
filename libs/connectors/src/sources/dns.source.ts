import { Resolver } from 'node:dns/promises';
import { DNS_HINTS, MAIL_HOSTS } from './dns-hints.data.js';
import { miss, type OutsideAnswer, type OutsideRequest, type OutsideSource } from './outside-source.js';
import { plainLine } from './plain-line.js';
import { signalOf, unlessCalledOff } from './read-json.js';

/** What is asked of the name system. Rejects as `node:dns` does: with a `code`, `ENOTFOUND` where there is no such name. */
export interface DnsResolver {
  mx(domain: string): Promise<readonly { readonly exchange: string; readonly priority: number }[]>;
  txt(domain: string): Promise<readonly string[]>;
  ns(domain: string): Promise<readonly string[]>;
}

/** The resolver of the machine. */
export function systemResolver(timeoutMs: number = 3_000): DnsResolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  return {
    mx: (domain) => resolver.resolveMx(domain),
    txt: async (domain) => (await resolver.resolveTxt(domain)).map((chunks) => chunks.join('')),
    ns: (domain) => resolver.resolveNs(domain),
  };
}

const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const NOTHING: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND']);
const MOST_RECORDS = 100;

type Records<T> = { readonly records: readonly T[]; readonly code: string | null };

/**
 * Who carries a domain's mail, and which services were once confirmed to own it. Hints only: what was set up once need not be
 * in use, so it answers no field. Records that no table knows are counted and not shown.
 */
export class DnsSource implements OutsideSource {
  readonly id = 'dns';
  readonly version = '1';
  readonly label = 'mail and service records';
  readonly answers = [] as const;
  readonly costMicro = 0;
  readonly usualMs = 100;
  readonly copyGroup = 'dns';
  readonly terms = { mayQuote: false, attribution: null, docs: 'public records of the domain' };
  readonly limits = { timeoutMs: 5_000, maxBytes: 64 * 1024, calls: 3, owner: 'the resolver\'s' };

  constructor(private readonly resolver: DnsResolver) {}

  look(request: OutsideRequest): Promise<OutsideAnswer> {
    return unlessCalledOff(request, async () => {
      const domain = request.target.toLowerCase();
      if (!DOMAIN.test(domain)) return miss('refused', `${JSON.stringify(request.target.slice(0, 200))} is no domain name.`);
      const signal = signalOf(request, this.limits);
      const [mx, txt, ns] = await Promise.all([
        inTime(signal, () => this.resolver.mx(domain)), inTime(signal, () => this.resolver.txt(domain)), inTime(signal, () => this.resolver.ns(domain)),
      ]);
      const failed = [mx, txt, ns].find(({ code }) => code !== null && !NOTHING.has(code));
      if (failed) return miss('unreachable', `The name system does not answer for ${domain} (${failed.code}).`);
      if ([mx, txt, ns].every(({ code }) => code === 'ENOTFOUND')) return miss('not_found', `There is no domain ${domain}.`);
      return { ok: true, url: `dns:${domain}`, status: 200, truncated: [mx, txt, ns].some(({ records }) => records.length > MOST_RECORDS), text: writeRecords(domain, mx.records, txt.records, ns.records) };
    });
  }
}

async function inTime<T>(signal: AbortSignal, ask: () => Promise<readonly T[]>): Promise<Records<T>> {
  const late = new Promise<never>((_, reject) => {
    const end = () => reject(Object.assign(new Error('no answer in time'), { code: 'ETIMEOUT' }));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  try {
    return { records: await Promise.race([ask(), late]), code: null };
  } catch (error) {
    return { records: [], code: String((error as { code?: unknown }).code ?? 'UNKNOWN') };
  }
}

function writeRecords(domain: string, mx: readonly { exchange: string; priority: number }[], txt: readonly string[], ns: readonly string[]): string {
  const mail = [...mx].sort((a, b) => a.priority - b.priority)[0]?.exchange.toLowerCase().replace(/\.$/, '') ?? '';
  const known = txt.slice(0, MOST_RECORDS).flatMap((record) => DNS_HINTS.filter(({ says }) => says.test(record)).map(({ service }) => ({ service, record })));
  const hinted = new Set(known.map(({ record }) => record));
  return [
    `Records of ${domain}`,
    mail ? `Mail: ${plainLine(`${MAIL_HOSTS.find(({ suffix }) => mail === suffix || mail.endsWith(`.${suffix}`))?.provider ?? 'its own or an unknown server'} (${mail})`)}` : 'Mail: none is received',
    ...(ns.length > 0 ? [`Name servers: ${plainLine([...ns].sort().slice(0, 6).join(', '))}`] : []),
    ...[...new Set(known.map(({ service }) => service))].map((service) => `Confirmed to: ${service}`),
    `Other text records: ${txt.filter((record) => !hinted.has(record)).length}`,
  ].join('\n');
}
