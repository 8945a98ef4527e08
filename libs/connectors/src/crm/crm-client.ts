import type { AccessReport, CrmUser } from './access-report.js';
import type { CrmOutcome, CrmRefusal } from './crm-outcome.js';

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

/** A piece of work for a rep, hung on the lead's object. `marker` is unique, letters and digits, and is kept readable in the task. */
export interface CrmTask {
  readonly marker: string;
  readonly subject: string;
  readonly body: string;
  /** The CRM's id of the rep who is to do it, if he is known there. */
  readonly userId: string | null;
  /** Milliseconds. */
  readonly dueAt: number;
}

/** Something to be read beside the lead. `marker` is unique, letters and digits, and is kept readable at its end. */
export interface CrmNote {
  readonly marker: string;
  readonly text: string;
  /** Where it stands on the lead's timeline there, in milliseconds. */
  readonly at: number;
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

/** A lead as it stands in the CRM now. */
export interface CrmRecord {
  /** `contacts`, `Lead`, `persons` */
  readonly objectType: string;
  readonly objectId: string;
  /** Milliseconds. */
  readonly updatedAt: number;
  readonly ownerUserId: string | null;
  /** Text, by the CRM's own names (`jobtitle`, `Company`, `org.name`); Leadwright's fields by ours (`leadwright_fit`). */
  readonly properties: Readonly<Record<string, string | null>>;
}

/** `missing`: ids that are not there, or not any more, or not for this token. */
export type CrmRead = { readonly outcome: 'read'; readonly records: readonly CrmRecord[]; readonly missing: readonly string[] } | CrmRefusal;

/** One page; `next` goes into the following call as it is, null after the last. */
export type CrmPage = { readonly outcome: 'page'; readonly records: readonly CrmRecord[]; readonly next: string | null } | CrmRefusal;

/** Search indexes lag behind writes: a look for a lost create waits this long after it, in milliseconds. */
export const LOOK_LAG_MS = 10_000;

/** Ids that one request reads back; more are read in several. */
export const READ_BATCH = 100;

/**
 * One CRM account. Every write takes `lookFirst`: true when an earlier attempt may have arrived without our knowing it, so
 * that the CRM is read back and nothing is made twice. No call is repeated here: whoever calls has a task that comes back.
 * Errors (retryable): CRM.RATE_LIMITED (with the wait), CRM.UNAVAILABLE, CRM.UNREADABLE and the NET.* failures of the safe client.
 * Implementations must pass `libs/testing/src/conformance/crm-client.conformance.ts`.
 */
export interface CrmClient {
  /** Makes the lead, or adopts the object that is this lead already: the one with its e-mail address, else with its id. */
  createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome>;
  setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome>;
  writeFacts(objectId: string, facts: FactsWrite): Promise<CrmOutcome>;
  createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome>;
  createNote(objectId: string, note: CrmNote, lookFirst: boolean): Promise<CrmOutcome>;
  /** Reads leads back. `more` names properties beside the usual ones, as the CRM calls them. */
  readLeads(objectIds: readonly string[], more?: readonly string[]): Promise<CrmRead>;
  /** Leads that were made or changed since then (milliseconds), oldest change first. A lead may come twice. */
  listRecent(since: number, cursor: string | null, more?: readonly string[]): Promise<CrmPage>;
  /** What this account lets us do. Writes nothing. */
  checkAccess(users: readonly CrmUser[]): Promise<AccessReport>;
}
