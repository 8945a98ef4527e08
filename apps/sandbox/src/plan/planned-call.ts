import type { PlannedEnd } from '../journal.js';

/** The connections of config/connections.yaml. */
export type ConnectionName = 'hubspot-main' | 'salesforce-emea' | 'pipedrive-partners' | 'website-demo-form' | 'api';

/** What a person says of themselves, whichever way it is sent; null is left out. */
export interface Asking {
  readonly email: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string | null;
  readonly title: string | null;
  readonly company: string | null;
  readonly domain: string | null;
  /** As typed: `United Kingdom`, `GB`. */
  readonly country: string | null;
  readonly employees: number | null;
  readonly message: string | null;
  readonly consent: boolean | null;
}

export const fullNameOf = ({ firstName, lastName }: Asking): string => `${firstName} ${lastName}`;

export interface PlannedSubmission {
  readonly id: string;
  readonly end: PlannedEnd;
  readonly mode: 'live' | 'observe';
  readonly asking: Asking;
  /** The object in the sandbox CRM that the call speaks of. */
  readonly objectId: string | null;
  /** Row of the cast (`castExpectations`). */
  readonly cast: string | null;
  /** For `merged`: the call of an earlier submission again, byte for byte; or the same person by another call. */
  readonly repeat: 'same-call' | 'same-person' | null;
  /** For `ignored`: the rule that must have ended it. */
  readonly rule: 'test-address' | 'throwaway-mail' | 'job-seeker' | null;
  /** What is certain of a lead without research; null where only its pages can tell. */
  readonly verdict: 'fit' | 'not_fit' | null;
}

/** What is wrong with a call on purpose. */
export type Flaw = 'wrong-secret' | 'old-timestamp' | 'no-signature';

/** Senders that have a way of their own to prove a call, and to read its answer. */
export type VendorSender = 'hubspot' | 'salesforce' | 'pipedrive';

/** One HTTP request to the product, without its headers: those carry a time and are made when it leaves (`sign-call.ts`). */
export interface PlannedCall {
  /** The sender's id: `webhook-id`, the form's event id or the idempotency key. Two calls with one id are the same call. */
  readonly id: string;
  readonly connection: ConnectionName;
  readonly path: string;
  /** Left out: the call is signed as config/connections.yaml declares its connection. */
  readonly vendor?: VendorSender | undefined;
  readonly body: string;
  readonly flaw: Flaw | null;
  /** Status that the product must answer; null is any 2xx. */
  readonly refusal: number | null;
  /** Leaves so many milliseconds after the call before it, whatever else is under way. */
  readonly afterMs: number | null;
  readonly submissions: readonly PlannedSubmission[];
}
