import { appendFileSync } from 'node:fs';

/** How a submission is meant to end. */
export type PlannedEnd = 'lead' | 'merged' | 'ignored' | 'attention' | 'refused';

/** What is kept of a submission with the call that carried it: enough to judge what came of it. */
export interface SentSubmission {
  readonly id: string;
  readonly end: PlannedEnd;
  /** An observed connection: nothing may be written. */
  readonly mode: 'live' | 'observe';
  readonly email: string | null;
  readonly fullName: string | null;
  /** The contact that a CRM spoke of. */
  readonly objectId: string | null;
  readonly cast: string | null;
}

/** A CRM, by the name that people see. */
export type CrmName = 'HubSpot' | 'Salesforce' | 'Pipedrive' | 'Zoho';

/** What happened, seen from outside the product. */
export type Happening =
  /** `status` null: no answer came, `error` says why. A call that was sent again has a line for each attempt. */
  | { readonly kind: 'call-sent'; readonly call: string; readonly connection: string; readonly attempt: number; readonly bytes: number; readonly status: number | null; readonly error: string | null; readonly ms: number; readonly submissions: readonly SentSubmission[] }
  | Readonly<{ crm: CrmName }> & InCrm
  | { readonly kind: 'slack-posted'; readonly text: string }
  | { readonly kind: 'page-fetched' | 'robots-fetched'; readonly host: string; readonly path: string; readonly status: number }
  /** A paid provider was asked about a company; 200 is what it charges for. */
  | { readonly kind: 'provider-asked'; readonly host: string; readonly domain: string; readonly status: number }
  /** A job board or a register was read. */
  | { readonly kind: 'source-read'; readonly host: string; readonly path: string; readonly status: number }
  | { readonly kind: 'model-asked'; readonly model: string; readonly task: string; readonly behaviour: string }
  /** A mail that was taken; header names are lower case. */
  | { readonly kind: 'mail-received'; readonly from: string; readonly to: readonly string[]; readonly subject: string; readonly messageId: string | null; readonly headers: Readonly<Record<string, string>>; readonly text: string }
  | { readonly kind: 'mail-refused'; readonly to: string }
  /** A call that the sandbox did not take: no token, a path or a body that nobody knows. */
  | { readonly kind: 'call-refused'; readonly host: string; readonly method: string; readonly path: string; readonly status: number };

/** What happened in a CRM. Its people are contacts here, whatever it calls them itself. */
type InCrm =
  /** It was there before the first call: somebody made it by hand. */
  | { readonly kind: 'contact-seeded'; readonly objectId: string; readonly email: string }
  | { readonly kind: 'contact-created'; readonly objectId: string; readonly email: string | null; readonly leadId: string | null; readonly properties: readonly string[] }
  /** A create of somebody who was there, answered with who that is. */
  | { readonly kind: 'contact-adopted'; readonly objectId: string; readonly email: string; readonly leadId: string | null }
  | { readonly kind: 'contact-read'; readonly objectId: string; readonly properties: readonly string[] }
  | { readonly kind: 'contacts-read'; readonly objectIds: readonly string[]; readonly missing: readonly string[] }
  | { readonly kind: 'contacts-searched' | 'tasks-searched' | 'notes-searched'; readonly by: string; readonly value: string; readonly found: readonly string[] }
  | { readonly kind: 'owner-set'; readonly objectId: string; readonly owner: string }
  | { readonly kind: 'owner-refused'; readonly objectId: string; readonly owner: string; readonly said: string }
  | { readonly kind: 'facts-written'; readonly objectId: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'task-created'; readonly taskId: string; readonly objectId: string | null; readonly subject: string; readonly body: string; readonly owner: string | null }
  | { readonly kind: 'note-created'; readonly noteId: string; readonly objectId: string | null; readonly body: string };

/** `n` counts from 1; `at` is ISO time. */
export type JournalEntry = Happening & { readonly n: number; readonly at: string };

/** Everything that happened between the product and its outside, in order. Only ever added to. */
export class Journal {
  private readonly lines: JournalEntry[] = [];

  /** With a file every entry is one JSON line in it, written before the answer leaves. */
  constructor(private readonly now: () => number, private readonly file?: string) {}

  add(happening: Happening): void {
    const entry: JournalEntry = { n: this.lines.length + 1, at: new Date(this.now()).toISOString(), ...happening };
    this.lines.push(entry);
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  get entries(): readonly JournalEntry[] {
    return this.lines;
  }
}
