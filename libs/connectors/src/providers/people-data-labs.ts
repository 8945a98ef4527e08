import { Failure, terminal } from '#contracts';
import type { Environment, SafeHttp } from '#platform';
import { wasNotMade, type MeteredCall } from '../metered/metered-call.js';
import type { CompanyProvider, CompanyQuestion, ProviderOutcome } from './company-provider.js';
import { LEAST_LIKELIHOOD, readPdlAnswer } from './pdl-wire.js';

export interface PeopleDataLabsAccount {
  /** Name in the configuration. */
  readonly id: string;
  readonly baseUrl: string;
  /** The environment variable that holds the key. */
  readonly key: string;
  /** Of one match, in millionths of a dollar. What is no match costs nothing. */
  readonly priceMicro: number;
}

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 512 * 1024;

/** Company enrichment in the shape of People Data Labs' v5 interface. Written from its documentation; not yet run against the live service. */
export class PeopleDataLabs implements CompanyProvider {
  readonly id: string;
  readonly method = 'peopleDataLabs@1';
  readonly answers = ['company.employees', 'company.industry', 'company.name', 'company.country'] as const;
  readonly priceMicro: number;

  constructor(private readonly http: SafeHttp, private readonly meter: MeteredCall, private readonly secrets: Pick<Environment, 'secret'>, private readonly account: PeopleDataLabsAccount, private readonly clock: { now(): number }) {
    this.id = account.id;
    this.priceMicro = account.priceMicro;
  }

  async find(question: CompanyQuestion, call: Parameters<CompanyProvider['find']>[1], ceilings: Parameters<CompanyProvider['find']>[2]): Promise<ProviderOutcome> {
    const { id, priceMicro, account } = this;
    const key = this.secrets.secret(account.key);
    if (!key) return { outcome: 'permanent', failure: terminal('PROVIDER.NO_KEY', `${account.key} is not set: it holds the key of ${id}. Set it, or ${account.key}_FILE.`) };
    try {
      const made = await this.meter.make({ ...call, provider: id, priceMicro }, ceilings, async () => {
        const response = await this.http.request({
          method: 'GET', url: `${account.baseUrl.replace(/\/$/, '')}/v5/company/enrich?${queryOf(question)}`,
          headers: { 'x-api-key': key, accept: 'application/json' }, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES,
        });
        return readPdlAnswer(response, account, this.clock.now());
      });
      return made.outcome === 'answered' ? made.value : made;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return error.retryable ? { outcome: 'retryable', failure: error, unsettled: !wasNotMade(error) } : { outcome: 'permanent', failure: error };
    }
  }
}

const queryOf = ({ domain, name }: CompanyQuestion): string =>
  new URLSearchParams({ website: domain, ...(name ? { name } : {}), min_likelihood: String(LEAST_LIKELIHOOD) }).toString();
