import { lacking } from './budget.js';
import type { Agent } from './agent.js';
import type { Decision, MenuItem } from './menu.js';
import type { Kinds } from './run-event.js';
import type { RunState } from './run-state.js';

/** Deny by default: what is not on the menu, not from a known source or without room in the budget never happens. */
export type Admission = { admitted: true; item: MenuItem } | { admitted: false; rule: string; reason: string };

/** ADMIT: judges a choice, whoever made it, right before it would happen. */
export function checkGuardrails<K extends Kinds>(agent: Agent<K>, state: RunState<K>, decision: Decision & { kind: 'look' }): Admission {
  const item = state.menu.find(({ id }) => id === decision.item);
  if (!item) return { admitted: false, rule: 'on-the-menu', reason: `${JSON.stringify(decision.item)} is not on the menu.` };
  if (item.blockedBy !== null) return { admitted: false, rule: 'legal', reason: `${item.label}: ${item.blockedBy}.` };
  if (isTaken(state, item.id)) return { admitted: false, rule: 'once', reason: `${item.label} was looked at already.` };
  if (!agent.sources.some(({ id }) => id === item.source)) return { admitted: false, rule: 'known-source', reason: `${item.source} is no approved source.` };
  const limit = lacking(item, state.spent, state.budget);
  if (limit) return { admitted: false, rule: 'budget', reason: `No ${limit} left for ${item.label}.` };
  for (const { rule, denies } of agent.guardrails) {
    const reason = denies(item, state);
    if (reason !== null) return { admitted: false, rule, reason };
  }
  return { admitted: true, item };
}

export const isTaken = <K extends Kinds>(state: RunState<K>, id: string): boolean => state.refused.includes(id) || state.looks.some(({ item }) => item.id === id);
