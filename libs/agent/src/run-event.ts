import type { StopReason } from '#contracts';
import type { JournalEntry } from '#journal';
import type { Budget } from './budget.js';
import type { Decision, MenuItem } from './menu.js';
import type { LookOutcome } from './source.js';

/** What an app investigates: its question, its evidence and its answer, all plain JSON. */
export interface Kinds { subject: unknown; evidence: { readonly id: string }; answer: unknown }

/** Where the run stands. `clear`: no look could change the answer any more. */
export interface Judgement<A> { readonly clear: boolean; readonly sentence: string; readonly answer: A }

/** Everything that a run's journal can say. Lines marked "input" come from outside; all others follow from the lines before them. */
export interface RunEvents<K extends Kinds> {
  /** Input. `parent`: the run and line that this one was forked from. */
  'run.started': { subject: K['subject']; budget: Budget; policy: string; versions: Readonly<Record<string, string>>; parent: { runId: string; seq: number } | null };
  /** Input. Taken up again after a crash or a stop; an open look is taken again. */
  'run.resumed': Record<string, never>;
  'judgement.made': Judgement<K['answer']>;
  'menu.proposed': { items: readonly MenuItem[] };
  'decision.made': Decision;
  'look.admitted': { item: string; callKey: string; reservedMicro: number };
  'look.refused': { item: string; rule: string; reason: string };
  /** Input. */
  'look.returned': { item: string; callKey: string; tookMs: number; outcome: LookOutcome };
  'evidence.proposed': { evidence: readonly K['evidence'][] };
  'evidence.verified': { accepted: readonly string[]; rejected: readonly { id: string; because: string }[] };
  'run.concluded': { stop: StopReason; sentence: string; looks: number; spentMicro: number };
}

export type RunEventType = keyof RunEvents<Kinds>;
export type RunEntry<K extends Kinds> = { [T in RunEventType]: JournalEntry<T, RunEvents<K>[T]> }[RunEventType];

/** The version of each type's data. A new version is read by an upcast, the old one stays readable. */
const VERSION = 1;

export const runEntry = <K extends Kinds, T extends RunEventType>(type: T, at: string, data: RunEvents<K>[T]): RunEntry<K> =>
  ({ type, v: VERSION, at, data }) as unknown as RunEntry<K>;

const INPUTS: ReadonlySet<string> = new Set<RunEventType>(['run.started', 'run.resumed', 'look.returned']);

/** Whether a line came from outside the run. */
export const isRunInput = ({ type }: { type: string }): boolean => INPUTS.has(type);
