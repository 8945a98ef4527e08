import type { StopReason } from '#contracts';
import { lacking } from './budget.js';
import { isTaken } from './check-guardrails.js';
import { dollars, type Decision, type MenuItem } from './menu.js';
import type { Kinds } from './run-event.js';
import type { RunState } from './run-state.js';

/** What can still be done: the looks a policy may choose from, or why the run is over. */
export type Options = { stop: null; menu: readonly MenuItem[] } | { stop: Decision & { kind: 'conclude' } };

/** The stop rules, in order: nothing to look at, nothing affordable. Whether the rest is worth it is the policy's choice. */
export function openOptions<K extends Kinds>(state: RunState<K>): Options {
  const legal = state.menu.filter((item) => item.blockedBy === null && !isTaken(state, item.id));
  const affordable = legal.filter((item) => lacking(item, state.spent, state.budget) === null);
  if (affordable.length > 0) return { stop: null, menu: affordable };
  if (state.judgement?.clear) return conclude('clear', CLEAR);
  if (legal.length === 0) return conclude('nothing_left', state.looks.length === 0 ? 'There is nowhere to look.' : 'There is nowhere else to look.');
  const limits = legal.map((item) => lacking(item, state.spent, state.budget));
  if (limits.includes('time')) return conclude('deadline', `The time for looking is used up (${seconds(state.spent.ms)} of ${seconds(state.budget.timeMs)}, a share kept for the draft).`);
  const used = limits.includes('looks') ? `looks (${state.spent.looks} of ${state.budget.looks}` : `money (${dollars(state.spent.micro)} of ${dollars(state.budget.spendMicro)}`;
  return conclude('budget', `The budget of ${used}, a share kept for the draft) is used up, and the answer is still open.`);
}

const conclude = (stop: StopReason, why: string): Options => ({ stop: { kind: 'conclude', stop, why } });
const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;
const CLEAR = 'Nothing left to find could change the answer.';

/** A policy that ends a run whose answer is clear ends it because it is clear. */
export const settleStop = <K extends Kinds>(state: RunState<K>, decision: Decision): Decision =>
  decision.kind === 'conclude' && decision.stop === 'not_worth_it' && state.judgement?.clear
    ? { kind: 'conclude', stop: 'clear', why: CLEAR }
    : decision;
