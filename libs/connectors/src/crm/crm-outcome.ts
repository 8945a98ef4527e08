/**
 * What a CRM did with a write. A refusal is an answer and will not change by itself; trouble that may pass (429, 5xx, no
 * answer) is thrown as a retryable `Failure` instead.
 */
export type CrmOutcome =
  | {
    readonly outcome: 'done';
    readonly objectId: string;
    /** False when it was so already: the lead was there, the owner was set, the task had been made. */
    readonly changed: boolean;
    /** Properties that were written. */
    readonly written: readonly string[];
    /** Properties that were left alone because they hold somebody else's value. */
    readonly kept: readonly string[];
  }
  | CrmRefusal;

export interface CrmRefusal {
  readonly outcome: 'refused';
  readonly retryable: false;
  /** The vendor's most telling code: `INVALID_OWNER_ID`, `MISSING_SCOPES`, `HTTP_404`. */
  readonly code: string;
  /** The vendor's own words, for a person. */
  readonly vendorSaid: string;
  /** Properties, scopes or ids that the vendor named. */
  readonly about: readonly string[];
}
