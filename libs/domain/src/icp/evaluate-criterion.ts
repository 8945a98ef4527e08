import type { CriterionResult, Fact, FactValue, Field, IcpConfig, IcpCriterion, Predicate } from '#contracts';
import type { ChosenFact } from '../enrichment/choose-facts.js';

const DAY_MS = 86_400_000;

/** Field groups that `corroborate` in the profile may name. */
export const CORROBORATION_GROUPS: Readonly<Record<string, Field>> = { size: 'company.employees', industry: 'company.industry', country: 'company.country', kind: 'company.kind' };

/** How a criterion stands on the facts: a typed comparison, decided by code. Without a fact it is unknown, never guessed. */
export function evaluateCriterion(
  criterion: IcpCriterion,
  kind: CriterionResult['kind'],
  facts: ReadonlyMap<Field, ChosenFact>,
  icp: Pick<IcpConfig, 'corroborate'>,
  at: string,
): CriterionResult {
  const chosen = facts.get(criterion.when.field);
  const base = { id: criterion.id, label: criterion.label, kind, points: criterion.points ?? 0, fields: [criterion.when.field] };
  if (!chosen || isOld(criterion.when, chosen.fact, at)) return { ...base, state: 'unknown', found: null, evidenceIds: [] };
  const votes = [chosen.fact, ...chosen.others];
  const evidenceIds = votes.flatMap(({ evidenceId }) => (evidenceId ? [evidenceId] : []));
  return { ...base, state: stateOf(criterion, kind, chosen, icp), found: describe(chosen), evidenceIds };
}

function stateOf(criterion: IcpCriterion, kind: CriterionResult['kind'], chosen: ChosenFact, icp: Pick<IcpConfig, 'corroborate'>): CriterionResult['state'] {
  const holds = (fact: Fact) => compare(criterion.when, fact.value);
  const met = holds(chosen.fact);
  if (chosen.conflicting.some((fact) => holds(fact) !== met)) return 'conflicting';
  const fatal = (kind === 'must' && !met) || (kind === 'disqualifier' && met);
  if (fatal && origins(chosen, holds, met) < needed(criterion.when.field, icp)) return 'unknown';
  return met ? 'met' : 'not_met';
}

/** Independent origins that say the same about the criterion. What a person said needs no second voice. */
function origins(chosen: ChosenFact, holds: (fact: Fact) => boolean, met: boolean): number {
  const agreeing = [chosen.fact, ...chosen.others].filter((fact) => holds(fact) === met);
  if (agreeing.some(({ origin }) => origin === 'human')) return Infinity;
  return new Set(agreeing.map(({ origin, by }) => `${origin}:${by}`)).size;
}

const needed = (field: Field, { corroborate }: Pick<IcpConfig, 'corroborate'>): number =>
  Object.entries(corroborate).find(([group]) => (CORROBORATION_GROUPS[group] ?? group) === field)?.[1] ?? 1;

function isOld(when: Predicate, fact: Fact, at: string): boolean {
  return 'withinDays' in when && when.withinDays !== undefined && Date.parse(at) - Date.parse(fact.observedAt) > when.withinDays * DAY_MS;
}

/** The comparison itself. Values of another type than the predicate asks for do not hold. */
export function compare(when: Predicate, value: FactValue): boolean {
  if ('in' in when) return typeof value === 'string' && when.in.includes(value);
  if ('between' in when) return typeof value === 'number' && value >= when.between[0] && value <= when.between[1];
  if ('atLeast' in when) return typeof value === 'number' && value >= when.atLeast;
  if ('contains' in when) return [value].flat().some((member) => when.contains.includes(String(member)));
  return value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function describe({ fact, conflicting }: ChosenFact): string {
  const values = [fact, ...conflicting].map(({ value }) => (Array.isArray(value) ? value.join(', ') : typeof value === 'number' ? value.toLocaleString('en-US') : String(value)));
  return [...new Set(values)].join(' or ');
}
