import type { AssignmentExplanation, ConfigRef, Owner } from '#contracts';
import type { CompiledAssignment, CompiledRule } from './compile-rules.js';
import { decideAssignment, type DecisionRecord, type Desk } from './decide-assignment.js';
import type { RuleInput } from './rule-input.js';

export type Proposal = NonNullable<AssignmentExplanation['proposal']>;

interface Standing {
  /** Who has the lead. */
  readonly owner: Owner;
  /** What was known when it was given to them. */
  readonly then: RuleInput;
  readonly now: RuleInput;
  readonly exclude: readonly string[];
}

/**
 * Where the rules in force would give a lead that has an owner, on what became known since. Null where facts that came later
 * lead to no other target, where the owner is one of the reps of that target, and where no rule matches. A change of the rules
 * proposes nothing, and neither does a move by hand that was made on the same facts. Caps of today do not count: it is about
 * where the lead belongs. Nobody's turn is taken.
 */
export function proposeMove({ owner, then, now, exclude }: Standing, assignment: CompiledAssignment, config: ConfigRef, desk: Desk, at: number): Proposal | null {
  const decide = (input: RuleInput): DecisionRecord => decideAssignment({ input, exclude }, assignment, config, { pools: desk.pools, load: {} }, at).record;
  const record = decide(now);
  const rule = assignment.rules.find(({ id }) => id === record.rule.id);
  const before = decide(then);
  if (!rule || sameTarget(record, before) || isTheirs(owner, rule, record)) return null;
  const to = record.pool?.label ?? (record.owner.kind === 'rep' ? record.owner.name : record.owner.label);
  return {
    rule: rule.id, label: rule.label, to,
    rep: record.owner.kind === 'rep' ? record.owner.rep : null, queue: record.owner.kind === 'queue' ? record.owner.queue : null,
    sentence: `The rule "${rule.label}" would now ${record.owner.kind === 'queue' ? `put it into "${to}"` : `give it to ${to}`}.`,
  };
}

/** The same rule gave both, to the same rep, pool or queue. */
const sameTarget = (a: DecisionRecord, b: DecisionRecord): boolean => a.rule.id === b.rule.id && (a.pool !== null ? a.pool.id === b.pool?.id : idOf(a.owner) === idOf(b.owner));

const idOf = (owner: Owner): string => (owner.kind === 'rep' ? owner.rep : owner.queue);

/** The owner could have got it by that rule: a member of the pool who could take it, or the rep or queue itself. */
function isTheirs(owner: Owner, { assign }: CompiledRule, { owner: proposed, pool }: DecisionRecord): boolean {
  if ('pool' in assign && pool) return owner.kind === 'rep' && pool.candidates.some(({ rep, out }) => rep === owner.rep && out === null);
  return owner.kind === proposed.kind && idOf(owner) === idOf(proposed);
}
