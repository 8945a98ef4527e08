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

/** A lead as a CRM is asked to make it; `null` is not sent. */
export interface CrmLead {
  readonly leadId: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly title: string | null;
  readonly company: string | null;
  readonly website: string | null;
  readonly country: string | null;
}

/** A piece of work for a rep, hung on the lead's object. `marker` is unique and is kept readable in the task. */
export interface CrmTask {
  readonly marker: string;
  readonly subject: string;
  readonly body: string;
  /** The CRM's id of the rep who is to do it, if he is known there. */
  readonly userId: string | null;
  /** Milliseconds. */
  readonly dueAt: number;
}

/** Names and values of `leadwright_*` properties, as the CRM keeps them: text. */
export type CrmFacts = Readonly<Record<string, string>>;

export interface FactsWrite {
  readonly values: CrmFacts;
  /** `fill-if-empty` leaves what others wrote; `refresh` overwrites it. */
  readonly policy: 'fill-if-empty' | 'refresh';
  /** What Leadwright wrote there before: that may be renewed. */
  readonly ours: CrmFacts;
}

/** Search indexes lag behind writes: a look for a lost create waits this long after it, in milliseconds. */
export const LOOK_LAG_MS = 10_000;

/**
 * One CRM account. Every write takes `lookFirst`: true when an earlier attempt may have arrived without our knowing it, so
 * that the CRM is read back and nothing is made twice.
 * Errors (retryable): CRM.RATE_LIMITED, CRM.UNAVAILABLE, CRM.UNREADABLE and the NET.* failures of the safe client.
 */
export interface CrmClient {
  /** Makes the lead, or adopts the object that is this lead already. */
  createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome>;
  setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome>;
  writeFacts(objectId: string, facts: FactsWrite): Promise<CrmOutcome>;
  createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome>;
}
