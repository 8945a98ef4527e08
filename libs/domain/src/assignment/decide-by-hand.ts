import type { AssignmentConfig, ConfigRef, Owner } from '#contracts';
import type { DecisionRecord } from './decide-assignment.js';
import { whyNotEligible, type NotEligible } from './eligibility.js';
import type { RuleInput } from './rule-input.js';

export const BY_HAND = 'by-hand';

interface ByHand { readonly input: RuleInput; readonly to: { readonly rep: string } | { readonly queue: string }; readonly because: string }

/**
 * Somebody gives a lead to a rep, or puts it into a queue. It takes nobody's turn, and a cap does not stop it: a person decided.
 * Refused for who cannot take leads at all, and for a queue that is not there.
 */
export function decideByHand(
  { input, to, because }: ByHand, config: AssignmentConfig, ref: ConfigRef, now: number,
): { outcome: 'decided'; record: DecisionRecord } | { outcome: 'refused'; reason: NotEligible | { readonly code: 'no_queue' } } {
  const owner = ownerOf(to, config, now);
  if ('code' in owner) return { outcome: 'refused', reason: owner };
  return { outcome: 'decided', record: { at: now, config: ref, input, exclude: [], rules: [], rule: { id: BY_HAND, label: because }, owner, pool: null, load: {} } };
}

function ownerOf(to: ByHand['to'], config: AssignmentConfig, now: number): Owner | NotEligible | { readonly code: 'no_queue' } {
  if ('queue' in to) {
    const queue = config.queues[to.queue];
    return queue ? { kind: 'queue', queue: to.queue, label: queue.label, human: queue.owner } : { code: 'no_queue' };
  }
  return whyNotEligible(to.rep, config.reps[to.rep], undefined, {}, now) ?? { kind: 'rep', rep: to.rep, name: config.reps[to.rep]!.name };
}
