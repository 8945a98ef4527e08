import type { SandboxAnswer, SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { World } from '../world/build-world.js';
import type { DirectoryRow } from '../world/company.js';
import { COUNTRY_NAMES } from '../world/places.data.js';

/** People Data Labs' size bands, by the most people of each. */
const BANDS: readonly (readonly [number, string])[] = [[10, '1-10'], [50, '11-50'], [200, '51-200'], [500, '201-500'], [1_000, '501-1000'], [5_000, '1001-5000'], [10_000, '5001-10000']];
const LIKELIHOOD = 9;

/**
 * Rimedata sells company data in the shape of People Data Labs' v5. It buys where the directory does, so it says the same of
 * the same companies, and knows a few more; who has several entries is no match. `downFirst`: how often a domain gets 503 before that.
 */
export class Rimedata {
  private readonly rows: ReadonlyMap<string, DirectoryRow>;
  private readonly stillDown: Map<string, number>;
  private credits = 10_000;

  constructor(world: World, private readonly journal: Journal, private readonly key: string, downFirst: ReadonlyMap<string, number>) {
    this.rows = new Map(world.companies.flatMap(({ directory: [listed, ...more], sold: row = listed }) => (row && more.length === 0 ? [row.domain, ...row.aliasDomains].map((host) => [host, row] as const) : [])));
    this.stillDown = new Map(downFirst);
  }

  answer(request: SandboxRequest): SandboxAnswer {
    const domain = hostOf(request.query.get('website') ?? '');
    const answer = this.enrich(request, domain);
    this.journal.add({ kind: 'provider-asked', host: request.host, domain, status: answer.status });
    return answer;
  }

  private enrich({ method, path, headers }: SandboxRequest, domain: string): SandboxAnswer {
    if (path !== '/v5/company/enrich') return error(404, 'not_found', 'The requested URL was not found on the server.');
    if (method !== 'GET') return error(405, 'invalid_request_error', 'Method not allowed');
    if (headers['x-api-key'] !== this.key) return error(401, 'authentication_error', 'Request contained a missing or invalid key');
    if (domain === '') return error(400, 'invalid_request_error', 'Request is missing required parameters: one of name, website, profile or ticker');
    const down = this.stillDown.get(domain) ?? 0;
    if (down > 0) {
      this.stillDown.set(domain, down - 1);
      return { status: 503, headers: { 'content-type': 'text/plain' }, body: 'Service Temporarily Unavailable' };
    }
    const row = this.rows.get(domain);
    if (!row) return { ...error(404, 'not_found', 'No records were found matching your request'), headers: this.quota(0) };
    this.credits -= 1;
    return { status: 200, headers: this.quota(1), body: { status: 200, likelihood: LIKELIHOOD, ...recordOf(row) } };
  }

  /** The remaining calls are a dictionary as Python writes it. */
  private quota(spent: number): Record<string, string> {
    return { 'content-type': 'application/json', 'x-ratelimit-remaining': "{'minute': 99, 'day': 9999}", 'x-totallimit-remaining': String(this.credits), 'x-call-credits-type': 'company_enrich', 'x-call-credits-spent': String(spent) };
  }
}

function recordOf({ name, domain, employees, vertical, country }: DirectoryRow): object {
  return {
    name: name.toLowerCase(), display_name: name, website: domain, employee_count: employees, size: employees === null ? null : BANDS.find(([most]) => employees <= most)?.[1] ?? '10001+',
    industry: vertical?.toLowerCase() ?? null, location: country === null ? null : { country: COUNTRY_NAMES[country]?.toLowerCase() ?? null },
  };
}

const error = (status: number, type: string, message: string): SandboxAnswer => ({ status, body: { status, error: { type, message } } });

/** `https://www.larkmoor.example/about` and `larkmoor.example` are one company. */
const hostOf = (website: string): string => website.toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/[/:?].*$/, '');
