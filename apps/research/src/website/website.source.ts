import { createHash } from 'node:crypto';
import { Failure, type SnapshotRef } from '#contracts';
import type { LookOutcome, LookRequest, Source } from '#agent';
import { registrableDomain } from '#domain';
import type { IncomingResponse, SafeHttp } from '#platform';
import { snapshotIdOf, type KeepSnapshot } from '../new-snapshot.js';
import type { BoardOf } from './find-links.js';
import { readPage, readPlainText, type ReadPage } from './read-page.js';
import { ALLOW_ALL, parseRobots, type Robots } from './robots.js';

export interface WebsiteParts {
  readonly http: SafeHttp;
  readonly now: () => number;
  readonly keep: KeepSnapshot;
  /** Recognises links to job boards, which are passed on as ways onward. */
  readonly boardOf: BoardOf;
}

export const WEBSITE = { id: 'website', version: '1' } as const;

const MOST_BYTES = 1024 * 1024;
/** One look, robots.txt and redirects included. */
const MOST_MS = 15_000;
const MOST_REDIRECTS = 5;

type Refusal = LookOutcome & { ok: false };
const refusal = (code: Refusal['code'], detail: string): Refusal => ({ ok: false, code, detail, spentMicro: 0 });

/** The company's own website. Obeys robots.txt, stays on the registrable domain, and keeps what it saw. One per run: it remembers what robots.txt said. */
export class WebsiteSource implements Source {
  readonly id = WEBSITE.id;
  readonly version = WEBSITE.version;
  private readonly robots = new Map<string, Promise<Robots | null>>();

  constructor(private readonly parts: WebsiteParts) {}

  async look(request: LookRequest): Promise<LookOutcome> {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(Math.min(request.timeoutMs, MOST_MS))]);
    let response: IncomingResponse | Refusal;
    try {
      response = await this.fetch(request.target, signal);
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason;
      response = answerTo(error);
    }
    return 'ok' in response ? response : this.keep(request, response);
  }

  /** Follows redirects by itself: each hop must stay on the site and be allowed by its robots.txt. */
  private async fetch(target: string, signal: AbortSignal): Promise<IncomingResponse | Refusal> {
    const site = registrableDomain(target);
    let url = new URL(target);
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const robots = await this.robotsOf(url, signal);
      if (!robots) return refusal('unreachable', `${url.host} does not give its robots.txt, so it is left alone.`);
      if (!robots.allows(url.pathname + url.search)) return refusal('robots_denied', `${url.host} asks robots not to read ${url.pathname}.`);
      const response = await this.parts.http.request({ method: 'GET', url: url.href, headers: { accept: 'text/html, text/plain;q=0.5' }, maxBytes: MOST_BYTES, timeoutMs: MOST_MS, signal });
      const location = response.headers['location'];
      if (response.status < 300 || response.status > 399 || !location) return badStatus(response) ?? response;
      const next = URL.parse(location, url.href);
      if (!next || registrableDomain(next.hostname) !== site) return refusal('refused', `${url.host} leads to another site (${next?.host ?? location.slice(0, 100)}).`);
      url = next;
    }
    return refusal('refused', `${url.host} leads from one address to the next, more than ${MOST_REDIRECTS} times.`);
  }

  private robotsOf(url: URL, signal: AbortSignal): Promise<Robots | null> {
    const known = this.robots.get(url.origin);
    if (known) return known;
    const asked = this.readRobots(url.origin, signal);
    this.robots.set(url.origin, asked);
    asked.catch(() => this.robots.delete(url.origin));
    return asked;
  }

  /** No robots.txt: everything is allowed. One that the server fails to give (null): nothing is (RFC 9309). */
  private async readRobots(origin: string, signal: AbortSignal): Promise<Robots | null> {
    const { status, body } = await this.parts.http.request({ method: 'GET', url: `${origin}/robots.txt`, maxBytes: MOST_BYTES, timeoutMs: MOST_MS, redirects: MOST_REDIRECTS, signal });
    if (status >= 500) return null;
    return status === 200 ? parseRobots(body.toString('utf8')) : ALLOW_ALL;
  }

  private async keep(request: LookRequest, response: IncomingResponse): Promise<LookOutcome> {
    const page = pageOf(response, this.parts.boardOf);
    if (!page) return refusal('not_readable', `${response.finalUrl} is no page that can be read (${response.headers['content-type'] ?? 'no content type'}).`);
    const ref: SnapshotRef = {
      id: snapshotIdOf(request),
      url: response.finalUrl, status: response.status, savedAt: new Date(this.parts.now()).toISOString(),
      sha256: createHash('sha256').update(response.body).digest('hex'), flags: page.flags,
    };
    await this.parts.keep({ ...ref, runId: request.runId, text: page.text });
    return { ok: true, snapshot: ref, links: page.links, spentMicro: 0 };
  }
}

function badStatus({ status, finalUrl }: IncomingResponse): Refusal | null {
  if (status === 200) return null;
  if (status === 404 || status === 410) return refusal('not_found', `${finalUrl} does not exist (${status}).`);
  return status >= 500 ? refusal('unreachable', `${finalUrl} answers ${status}.`) : refusal('refused', `${finalUrl} answers ${status}.`);
}

function pageOf({ headers, body, finalUrl }: IncomingResponse, boardOf: BoardOf): ReadPage | null {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';').map((part) => part.trim());
  if (type !== 'text/html' && type !== 'text/plain') return null;
  const text = decode(body, parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '') ?? 'utf-8');
  return type === 'text/html' ? readPage(text, finalUrl, boardOf) : readPlainText(text);
}

function decode(body: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** A site that does not answer is an answer. Anything else is trouble of our own and passes through. */
function answerTo(error: unknown): Refusal {
  if (!(error instanceof Failure) || !error.code.startsWith('NET.')) throw error;
  const code = error.code === 'NET.BLOCKED_ADDRESS' ? 'refused' : error.code === 'NET.TOO_LARGE' ? 'not_readable' : 'unreachable';
  return refusal(code, error.message);
}
