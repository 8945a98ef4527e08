import type { Failure, Field } from '#contracts';
import type { CallRequest, Ceilings } from '../metered/reserve-call.js';

/** Whom to ask about. The domain decides; the name helps. */
export interface CompanyQuestion { readonly domain: string; readonly name: string | null }

/** What a provider says, in its own words where it has its own: the caller maps industry and country. */
export interface ProviderCompany {
  readonly name: string | null;
  /** Host of the company's website as the provider has it; another than asked for means another company. */
  readonly website: string | null;
  readonly employees: number | null;
  /** `51-200` */
  readonly sizeBand: string | null;
  readonly industry: string | null;
  readonly country: string | null;
  /** 0..1, that this is the company asked for. */
  readonly confidence: number;
}

/** What is left, as the provider told with its last answer; null where it told nothing. */
export interface ProviderQuota {
  readonly callsLeft: number | null;
  readonly creditsLeft: number | null;
}

/**
 * `no_data`: asked, and not known there. `no_credit`: the account is used up, a person must act.
 * `retryable`: may pass; `unsettled` when the call may have been worked on and its money stays held. Trying again is a new call, with an id of its own.
 * `permanent`: will not change by itself.
 */
export type ProviderOutcome =
  | { readonly outcome: 'value'; readonly company: ProviderCompany; readonly chargedMicro: number; readonly quota: ProviderQuota }
  | { readonly outcome: 'no_data'; readonly quota: ProviderQuota }
  | { readonly outcome: 'no_credit'; readonly failure: Failure }
  | { readonly outcome: 'retryable'; readonly failure: Failure; readonly unsettled: boolean }
  | { readonly outcome: 'permanent'; readonly failure: Failure }
  | { readonly outcome: 'refused'; readonly ceiling: 'lead' | 'provider-day' | 'day'; readonly heldMicro: number; readonly limitMicro: number };

/** A paid source of company facts. Every call is reserved before and settled after; nothing is thrown for what it answers. */
export interface CompanyProvider {
  /** Its name in the configuration: `rimedata`. */
  readonly id: string;
  /** `<client>@<version>`, for provenance. */
  readonly method: string;
  readonly answers: readonly Field[];
  /** Of one call, at most. */
  readonly priceMicro: number;
  find(question: CompanyQuestion, call: Pick<CallRequest, 'id' | 'leadId' | 'day' | 'purpose'>, ceilings: Ceilings | null): Promise<ProviderOutcome>;
}
