import { z } from 'zod';
import type { SafeHttp } from '#platform';
import { companyKey } from './company-key.js';
import { miss, type OutsideAnswer, type OutsideMiss, type OutsideRequest, type OutsideSource } from './outside-source.js';
import { lines } from './plain-line.js';
import { readJson, signalOf, unlessCalledOff } from './read-json.js';

const tickers = z.record(z.string(), z.looseObject({ cik_str: z.number().int().positive(), ticker: z.string(), title: z.string() })).transform((byRow) => Object.values(byRow));
type Registrant = z.infer<typeof tickers>[number];
const text = z.string().nullish();
const submissions = z.looseObject({
  name: z.string(), sic: text, sicDescription: text, category: text, website: text, stateOfIncorporationDescription: text,
  tickers: z.array(z.string()).nullish(), exchanges: z.array(z.string().nullable()).nullish(), formerNames: z.array(z.looseObject({ name: z.string() })).nullish(),
  addresses: z.looseObject({ business: z.looseObject({ city: text, stateOrCountryDescription: text }).nullish() }).nullish(),
  filings: z.looseObject({ recent: z.looseObject({ form: z.array(z.string()), filingDate: z.array(z.string()) }).nullish() }).nullish(),
});
type Submissions = z.infer<typeof submissions>;

/** The list of who files is 1 MB and changes slowly. */
const LIST_STAYS_MS = 24 * 3_600_000;

export interface SecEdgarPlace {
  readonly www: string;
  readonly data: string;
  /** Who asks, as the SEC wants it in the user agent: `Rimewell Instruments ops@rimewell.example`. Without it the SEC answers 403. */
  readonly contact: string;
}

/** `TSLA` as it is traded, or the company's name. */
export const secTarget = ({ ticker, name }: { readonly ticker?: string; readonly name?: string }): string => (ticker ? `ticker:${ticker.toUpperCase()}` : `name:${name ?? ''}`);

/**
 * Companies that file with the SEC: by ticker, or by name where exactly one has it. Tells name, line of business (SIC), place and
 * last annual report. It does not tell how many people work there: that stands in the text of a report, which is not read.
 */
export class SecEdgarSource implements OutsideSource {
  readonly id = 'sec-edgar';
  readonly version = '1';
  readonly label = 'SEC EDGAR';
  readonly answers = ['company.name', 'company.industry'] as const;
  readonly costMicro = 0;
  readonly usualMs = 800;
  readonly copyGroup = 'sec';
  readonly terms = { mayQuote: true, attribution: null, docs: 'https://www.sec.gov/os/accessing-edgar-data (public domain)' };
  readonly limits = { timeoutMs: 15_000, maxBytes: 8 * 1024 * 1024, calls: 2, owner: '10 a second over all machines; who exceeds it is blocked for 10 minutes' };
  private known: { readonly at: number; readonly companies: readonly Registrant[] } | null = null;

  constructor(private readonly http: SafeHttp, private readonly place: SecEdgarPlace, private readonly clock: { now(): number }) {}

  look(request: OutsideRequest): Promise<OutsideAnswer> {
    return unlessCalledOff(request, async () => {
      const signal = signalOf(request, this.limits);
      const companies = await this.companies(signal);
      if ('ok' in companies) return companies;
      const found = find(companies, request.target);
      if (found.length === 0) return miss('not_found', `No company that files with the SEC is ${request.target.slice(0, 200)}.`);
      if (found.length > 1) return miss('not_found', `${found.length} companies that file with the SEC are ${request.target.slice(0, 200)}.`);
      const url = `${this.place.data}/submissions/CIK${String(found[0]).padStart(10, '0')}.json`;
      const answer = await this.read(url, submissions, signal);
      return answer.ok ? { ok: true, url, status: answer.status, truncated: false, text: writeCompany(answer.body) } : answer;
    });
  }

  private async companies(signal: AbortSignal): Promise<readonly Registrant[] | OutsideMiss> {
    if (this.known && this.clock.now() - this.known.at < LIST_STAYS_MS) return this.known.companies;
    const answer = await this.read(`${this.place.www}/files/company_tickers.json`, tickers, signal);
    if (!answer.ok) return answer.code === 'not_found' ? miss('unreachable', answer.detail) : answer;
    this.known = { at: this.clock.now(), companies: answer.body };
    return answer.body;
  }

  private read<T>(url: string, schema: z.ZodType<T>, signal: AbortSignal) {
    return readJson(this.http, { url, headers: { 'user-agent': this.place.contact }, maxBytes: this.limits.maxBytes, signal }, schema);
  }
}

/** Central index keys; one company has a row per ticker. */
function find(companies: readonly Registrant[], target: string): number[] {
  const [, by, wanted = ''] = /^(ticker|name):(.+)$/.exec(target) ?? [];
  const key = companyKey(wanted);
  const matches = companies.filter(({ ticker, title }) => (by === 'ticker' ? ticker === wanted : by === 'name' && key !== '' && companyKey(title) === key));
  return [...new Set(matches.map(({ cik_str }) => cik_str))];
}

function writeCompany(company: Submissions): string {
  const { form = [], filingDate = [] } = company.filings?.recent ?? {};
  const annual = form.findIndex((one) => one === '10-K' || one === '20-F' || one === '40-F');
  const business = company.addresses?.business;
  return lines([
    ['Name', company.name],
    ['Line of business', company.sicDescription ? `${company.sicDescription} (SIC ${company.sic ?? '?'})` : null],
    ['Business address', [business?.city, business?.stateOrCountryDescription].filter(Boolean).join(', ')],
    ['Incorporated in', company.stateOfIncorporationDescription],
    ['Traded as', (company.tickers ?? []).join(', ')],
    ['Exchanges', (company.exchanges ?? []).filter((one) => one !== null).join(', ')],
    ['Website', company.website],
    ['Former names', (company.formerNames ?? []).map(({ name }) => name).join(', ')],
    ['Filer category', company.category],
    ['Last annual report', annual >= 0 ? `${form[annual]} filed ${filingDate[annual] ?? '?'}` : null],
  ]);
}
