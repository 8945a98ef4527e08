import type { AssignmentConfig } from '#contracts';
import { BY_HAND } from './decide-by-hand.js';
import type { Candidate, DecisionRecord, RuleOutcome } from './decide-assignment.js';
import { sayNotEligible } from './eligibility.js';

export interface Explanation {
  /** For the owner, in one sentence. */
  readonly sentence: string;
  /** For a table: `Rest of EMEA, her turn`. */
  readonly short: string;
  readonly earlierRules: { id: string; label: string; why: string }[];
  readonly pool: string | null;
  readonly others: { rep: string; name: string; why: string }[];
}

/** Says why this rep and why not the others, from the record alone. `config` gives names. */
export function explainDecision(record: DecisionRecord, config: AssignmentConfig): Explanation {
  const { rule, owner, pool, rules } = record;
  if (rule.id === BY_HAND) return { sentence: owner.kind === 'queue' ? `In the queue "${owner.label}" because ${rule.label}; ${owner.human} looks after it.` : `Yours because ${rule.label}.`, short: 'By hand', earlierRules: [], pool: null, others: [] };
  const matched = rules.find(({ outcome }) => outcome === 'matched');
  const because = matched ? values(matched, record.input.from ?? {}) : '';
  const pronoun = owner.kind === 'rep' ? config.reps[owner.rep]?.pronoun ?? 'their' : 'their';
  return {
    sentence: owner.kind === 'queue'
      ? matched ? `In the queue "${owner.label}" because the rule "${rule.label}" matched${because}; ${owner.human} looks after it.` : `In the queue "${owner.label}" because no rule could give it to anybody; ${owner.human} looks after it.`
      : `Yours because the rule "${rule.label}" matched${because}${pool ? ' and it was your turn' : ''}.`,
    short: owner.kind === 'queue' ? (matched ? rule.label : fallThrough(rules) ?? rule.label) : `${rule.label}${pool ? `, ${pronoun} turn` : ''}`,
    earlierRules: rules.filter(({ outcome }) => outcome !== 'matched').map((outcome) => ({ id: outcome.id, label: outcome.label, why: whyNot(outcome, config) })),
    pool: pool?.label ?? null,
    others: pool ? pool.candidates.filter(({ rep }) => owner.kind !== 'rep' || rep !== owner.rep).map((candidate) => ({ rep: candidate.rep, name: config.reps[candidate.rep]?.name ?? candidate.rep, why: whyNotThem(candidate) })) : [],
  };
}

const values = ({ values: found }: RuleOutcome, from: Readonly<Record<string, string>>): string => {
  const known = Object.entries(found).filter(([, value]) => value !== null);
  return known.length === 0 ? '' : ` (${known.map(([path, value]) => [`${path.split('.')[1]} ${value}`, from[path]].filter(Boolean).join(', ')).join(', ')})`;
};

function whyNot({ outcome, values: found, blockedBy }: RuleOutcome, config: AssignmentConfig): string {
  if (outcome === 'not_available') return blockedBy.map(({ rep, reason }) => `${config.reps[rep]?.name ?? (rep || 'nobody')} ${sayNotEligible(reason)}`).join(', ') || 'nobody is in the pool';
  const told = Object.values(found).map((value) => (value === null ? (outcome === 'unknown' ? 'not known' : 'none') : String(value).replaceAll('_', ' ')));
  return [...new Set(told)].join(', ') || 'did not match';
}

const whyNotThem = ({ out, ahead }: Candidate): string => {
  if (out) return sayNotEligible(out);
  if (ahead >= 0.05) return `had ${ahead.toFixed(1)} more than the fair share`;
  if (ahead <= -0.05) return `was ${(-ahead).toFixed(1)} behind, but not yet due`;
  return 'was level; the turn came to another first';
};

const fallThrough = (rules: readonly RuleOutcome[]): string | null => (rules.some(({ outcome }) => outcome === 'not_available') ? 'Nobody was available' : null);
