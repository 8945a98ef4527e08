import { terminal } from '#contracts';
import { NOTHING_SPENT, type Budget, type Spent } from './budget.js';
import type { Decision, MenuItem } from './menu.js';
import type { Judgement, Kinds, RunEntry, RunEvents } from './run-event.js';
import type { LookOutcome } from './source.js';

/** What the run does next; `execute` waits for the world, `concluded` for nothing. */
export type Phase = 'update' | 'propose' | 'decide' | 'admit' | 'execute' | 'extract' | 'verify' | 'conclude' | 'concluded';

export interface Look { readonly item: MenuItem; readonly callKey: string; readonly tookMs: number; readonly outcome: LookOutcome }

/** Everything a run knows; nothing but the fold of its journal. */
export interface RunState<K extends Kinds> {
  readonly runId: string;
  readonly phase: Phase;
  /** Time of the newest line from outside; lines that follow from it carry the same. */
  readonly at: string;
  readonly subject: K['subject'];
  readonly budget: Budget;
  readonly policy: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly spent: Spent;
  readonly judgement: Judgement<K['answer']> | null;
  readonly menu: readonly MenuItem[];
  readonly decision: Decision | null;
  readonly open: { readonly item: MenuItem; readonly callKey: string } | null;
  readonly looks: readonly Look[];
  readonly refused: readonly string[];
  /** Proposed by the extractors for the newest look, not verified yet. */
  readonly proposed: readonly K['evidence'][];
  readonly evidence: readonly K['evidence'][];
  readonly rejected: readonly { readonly evidence: K['evidence']; readonly because: string }[];
  readonly end: RunEvents<K>['run.concluded'] | null;
}

/** The state of a run from its lines, or null before its first. */
export const foldRun = <K extends Kinds>(runId: string, entries: readonly RunEntry<K>[]): RunState<K> | null =>
  entries.reduce<RunState<K> | null>((state, entry) => reduceRun(runId, state, entry), null);

/** One line more. Pure; total over the lines that the loop writes. */
export function reduceRun<K extends Kinds>(runId: string, state: RunState<K> | null, entry: RunEntry<K>): RunState<K> {
  if (entry.type === 'run.started') return started(runId, entry.at, entry.data);
  if (!state) throw terminal('AGENT.NO_START', `Run ${runId} begins with ${entry.type}; its journal lost its first line.`);
  switch (entry.type) {
    case 'run.resumed':
      return { ...state, at: entry.at };
    case 'judgement.made':
      return { ...state, judgement: entry.data, phase: 'propose' };
    case 'menu.proposed':
      return { ...state, menu: entry.data.items, phase: 'decide' };
    case 'decision.made':
      return { ...state, decision: entry.data, phase: entry.data.kind === 'look' ? 'admit' : 'conclude' };
    case 'look.admitted':
      return { ...state, open: { item: itemOf(state, entry.data.item), callKey: entry.data.callKey }, spent: { ...state.spent, reservedMicro: entry.data.reservedMicro }, phase: 'execute' };
    case 'look.refused':
      return { ...state, refused: [...state.refused, entry.data.item], phase: 'propose' };
    case 'look.returned':
      return returned(state, entry.at, entry.data);
    case 'evidence.proposed':
      return { ...state, proposed: entry.data.evidence, phase: 'verify' };
    case 'evidence.verified':
      return verified(state, entry.data);
    case 'run.concluded':
      return { ...state, end: entry.data, phase: 'concluded' };
  }
}

const started = <K extends Kinds>(runId: string, at: string, data: RunEvents<K>['run.started']): RunState<K> => ({
  runId, at, phase: 'update', subject: data.subject, budget: data.budget, policy: data.policy, versions: data.versions, spent: NOTHING_SPENT,
  judgement: null, menu: [], decision: null, open: null, looks: [], refused: [], proposed: [], evidence: [], rejected: [], end: null,
});

function returned<K extends Kinds>(state: RunState<K>, at: string, data: RunEvents<K>['look.returned']): RunState<K> {
  const { callKey, tookMs, outcome } = data;
  const { spent } = state;
  return {
    ...state, at, open: null,
    looks: [...state.looks, { item: itemOf(state, data.item), callKey, tookMs, outcome }],
    spent: { looks: spent.looks + 1, micro: spent.micro + outcome.spentMicro, reservedMicro: 0, ms: spent.ms + tookMs },
    phase: outcome.ok ? 'extract' : 'update',
  };
}

function verified<K extends Kinds>(state: RunState<K>, data: RunEvents<K>['evidence.verified']): RunState<K> {
  const accepted = new Set(data.accepted);
  const because = new Map(data.rejected.map((one) => [one.id, one.because]));
  return {
    ...state, proposed: [],
    evidence: [...state.evidence, ...state.proposed.filter(({ id }) => accepted.has(id))],
    rejected: [...state.rejected, ...state.proposed.filter(({ id }) => because.has(id)).map((evidence) => ({ evidence, because: because.get(evidence.id)! }))],
    phase: 'update',
  };
}

const itemOf = <K extends Kinds>(state: RunState<K>, id: string): MenuItem => {
  const item = state.menu.find((one) => one.id === id);
  if (!item) throw terminal('AGENT.OFF_MENU', `Run ${state.runId} looks at ${JSON.stringify(id)}, which is not on its menu.`);
  return item;
};
