import type { Fact, FactOrigin, Field } from '#contracts';

/** The value of a field that counts, the others that agree or not, and those that contradict it. */
export interface ChosenFact {
  readonly fact: Fact;
  readonly others: readonly Fact[];
  readonly conflicting: readonly Fact[];
}

/** Who wins when two disagree: the smaller number. */
const PRECEDENCE: Readonly<Record<FactOrigin, number>> = { human: 0, crm: 1, form: 2, directory: 3, research: 4, provider: 5, derived: 6 };

/** Numbers within this ratio say the same: sources round head counts. */
const SAME_WITHIN = 1.5;

/**
 * One fact per field: by precedence (human, CRM, form, directory, research, provider, derived), then confidence, then age.
 * What a machine says against a person is not a conflict: the person decided. Input order does not matter.
 */
export function chooseFacts(facts: readonly Fact[]): Map<Field, ChosenFact> {
  const chosen = new Map<Field, ChosenFact>();
  for (const [field, list] of Map.groupBy(facts, (fact) => fact.field)) chosen.set(field, choose(list));
  return chosen;
}

function choose(list: readonly Fact[]): ChosenFact {
  const sorted = list.toSorted(compareFacts);
  const fact = sorted[0]!;
  const others = sorted.slice(1);
  const conflicting = fact.origin === 'human' ? [] : others.filter((other) => !saySame(fact, other));
  return { fact, others, conflicting };
}

function compareFacts(a: Fact, b: Fact): number {
  return PRECEDENCE[a.origin] - PRECEDENCE[b.origin]
    || b.confidence - a.confidence
    || compareText(b.observedAt, a.observedAt)
    || compareText(JSON.stringify(a), JSON.stringify(b));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether two facts of one field say the same. */
export function saySame(a: Fact, b: Fact): boolean {
  if (typeof a.value === 'number' && typeof b.value === 'number') return Math.max(a.value, b.value) <= Math.min(a.value, b.value) * SAME_WITHIN;
  if (Array.isArray(a.value) || Array.isArray(b.value)) return true;
  return String(a.value).toLowerCase() === String(b.value).toLowerCase();
}
