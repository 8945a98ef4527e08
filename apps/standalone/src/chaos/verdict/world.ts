import type { JournalEntry } from '../../../../sandbox/src/journal.js';

/** An event as it stands in a topic. Nothing is believed of `event`; null: it is no JSON. `poison`: written by us, and of what class. */
export interface TopicRecord { readonly topic: string; readonly key: string | null; readonly event: any; readonly poison: string | null }

export interface TaskRow { readonly kind: string; readonly due_at: number; readonly leased_until: number | null; readonly attempt: number }
export interface DeadLetterRow { readonly app: string; readonly id: string; readonly kind: string; readonly lead_id: string; readonly state: string; readonly failure: any; readonly body: any; readonly first_failed_at: number }
export interface EffectRow { readonly id: string; readonly kind: string; readonly target: string; readonly subject: string; readonly occasion: string; readonly state: string; readonly attempts: number; readonly may_have_repeated: number; readonly content: any }
export interface DecisionRow { readonly lead_id: string; readonly epoch: number; readonly decision_id: string; readonly pool: string | null; readonly record: any }

/** Everything the verdict rests on: what senders sent and the outside saw, what stands in the databases, what stands in the topics. */
export interface World {
  readonly journal: readonly JournalEntry[];
  readonly records: readonly TopicRecord[];
  readonly submissions: readonly { readonly id: string; readonly outcome: string; readonly lead_id: string; readonly rule: string | null }[];
  readonly leads: readonly { readonly lead_id: string; readonly email: string | null }[];
  readonly assigned: readonly { readonly lead_id: string; readonly status: string; readonly epoch: number; readonly owner: any }[];
  readonly decisions: readonly DecisionRow[];
  readonly effects: readonly EffectRow[];
  readonly calls: readonly { readonly id: string; readonly lead_id: string; readonly provider: string; readonly day: string; readonly state: string; readonly reserved_micro: number; readonly charged_micro: number | null }[];
  readonly spend: readonly { readonly scope: string; readonly held_micro: number }[];
  readonly ceilings: { readonly lead: number; readonly providerDay: number; readonly day: number };
  readonly runLines: readonly { readonly run_id: string; readonly seq: number; readonly prev_hash: string; readonly hash: string }[];
  readonly drafts: readonly { readonly id: string; readonly state: string; readonly approval_id: string | null; readonly decided_by: string | null }[];
  readonly attention: ReadonlyMap<string, string>;
  readonly shown: ReadonlyMap<string, { readonly kind: string | null; readonly id: string | null }>;
  readonly deadLetters: readonly DeadLetterRow[];
  readonly inbox: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rows of each inbox, to be compared with its distinct ids. */
  readonly inboxRows: ReadonlyMap<string, number>;
  readonly outbox: ReadonlyMap<string, number>;
  readonly poison: readonly { readonly what: string; readonly key: string; readonly heardBy: readonly string[] }[];
  /** What `quiesce` left open. */
  readonly open: readonly string[];
}

/** What was looked at, and a sentence for each that is not as it must be. */
export interface Finding { readonly checked: number; readonly violated: readonly string[] }
export interface Invariant { readonly id: string; readonly says: string; find(world: World): Finding }

/** `why` gives a sentence, or null when all is well. */
export function each<T>(items: Iterable<T>, why: (item: T) => string | null | false): Finding {
  const list = [...items];
  return { checked: list.length, violated: list.flatMap((item) => why(item) || []) };
}

export const together = (...findings: readonly Finding[]): Finding =>
  ({ checked: findings.reduce((sum, { checked }) => sum + checked, 0), violated: findings.flatMap(({ violated }) => violated) });

export function twice<T>(items: readonly T[], keyOf: (item: T) => string): [key: string, items: T[]][] {
  return [...Map.groupBy(items, keyOf)].filter(([, list]) => list.length > 1);
}
