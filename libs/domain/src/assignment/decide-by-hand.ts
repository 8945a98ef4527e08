import type { AssignmentConfig, ConfigRef, Owner } from '#contracts';
import type { DecisionRecord } from './decide-assignment.js';
import { whyNotEligible, type NotEligible } from './eligibility.js';
import type { RuleInput } from './rule-input.js';

export const BY_HAND = 'by-hand';

/** Somebody gives a lead to a rep. It takes nobody's turn, and a cap does not stop it: a person decided. Refused for who cannot take leads at all. */
export function decideByHand(
  { input, rep, because }: { input: RuleInput; rep: string; because: string }, config: AssignmentConfig, ref: ConfigRef, now: number,
): { outcome: 'decided'; record: DecisionRecord } | { outcome: 'refused'; reason: NotEligible } {
  const reason = whyNotEligible(rep, config.reps[rep], undefined, {}, now);
  if (reason) return { outcome: 'refused', reason };
  const owner: Owner = { kind: 'rep', rep, name: config.reps[rep]!.name };
  return { outcome: 'decided', record: { at: now, config: ref, input, exclude: [], rules: [], rule: { id: BY_HAND, label: because }, owner, pool: null, load: {} } };
}
