import type { LeadMerged, LeadPerson, LeadSnapshot } from '#contracts';

/** A lead as a submission gives it, normalised; not yet known whose it is, so under no key. */
export type GivenLead = Omit<LeadSnapshot, 'person'> & { readonly person: LeadPerson };

/** What a person reads when a submission can be no lead yet. No personal data: it travels in the open. */
export interface Attention { readonly code: string; readonly title: string; readonly detail: string; readonly fix: string }

/** "This is me", as a key: a digest of a value that belongs to at most one lead. */
export interface Claim { readonly kind: LeadMerged['matchedBy']; readonly digest: string }

/** What a submission says by itself, before anybody else is known. Claims stand the strongest first. */
export type Reading =
  | { readonly as: 'lead'; readonly lead: GivenLead; readonly claims: readonly Claim[]; /** The lead that this is in a CRM by what Leadwright wrote there. */ readonly ours?: string | null }
  | { readonly as: 'ignored'; readonly lead: GivenLead; readonly rule: string; readonly reason: string }
  | { readonly as: 'attention'; readonly attention: Attention };

export interface Submission {
  readonly id: string;
  /** The call whose bytes it was read from, and its place among the leads in it. */
  readonly callId: string;
  readonly ordinal: number;
  readonly connection: string;
  /** The id of the lead if it turns out to be a new one. */
  readonly leadId: string;
  readonly reading: Reading;
}

/** The four ends of a submission; each has exactly one. */
export type End =
  | { readonly outcome: 'lead'; readonly leadId: string; readonly snapshot: LeadSnapshot }
  | { readonly outcome: 'merged'; readonly leadId: string; readonly snapshot: LeadSnapshot; readonly matchedBy: Claim['kind'] }
  | { readonly outcome: 'ignored'; readonly leadId: string; readonly rule: string; readonly reason: string; readonly person: LeadPerson }
  | { readonly outcome: 'needs_attention'; readonly leadId: string; readonly attention: Attention };

export interface Ended { readonly submission: Submission; readonly end: End }

/** What a sender by API is told of each lead. */
export interface SubmissionAnswer { readonly submissionId: string; readonly outcome: End['outcome']; readonly leadId: string | null }
