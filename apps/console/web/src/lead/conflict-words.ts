import type { Fact, FactValue, Field } from '#contracts';
import { valueWords } from '../words';

const SAYS: Readonly<Record<string, string>> = { directory: 'the directory', website: 'their site', 'job-board': 'their job board', lei: 'the register of legal entities' };
const UNITS: Partial<Record<Field, string>> = { 'company.employees': 'people', 'company.coldSites': 'cold sites', 'company.openRoles': 'open roles' };

/** Who says it: `the directory`, `their site`, `rimedata`. */
export function sayerWords({ origin, by }: Pick<Fact, 'origin' | 'by'>): string {
  if (origin === 'form') return 'the form';
  if (origin === 'crm') return 'the CRM';
  if (origin === 'human') return by.replace(/^user:/, '');
  return origin === 'derived' ? 'what follows from the rest' : SAYS[by] ?? by;
}

/** `2 people` */
export const measureWords = (field: Field, value: FactValue): string => [valueWords(field, value), typeof value === 'number' && UNITS[field]].filter(Boolean).join(' ');

/** Each different value once, with the first who says it; the one in force comes first, as the server sorts them. */
export const differing = (facts: readonly Fact[], field: Field): Fact[] =>
  facts.filter((fact) => fact.field === field).filter((fact, place, all) => all.findIndex(({ value }) => JSON.stringify(value) === JSON.stringify(fact.value)) === place);

/** `The directory says 2 people, their site says 610.` */
export function conflictWords([first, ...others]: readonly Fact[]): string {
  if (!first) return '';
  const sentence = [`${sayerWords(first)} says ${measureWords(first.field, first.value)}`, ...others.map((fact) => `${sayerWords(fact)} says ${valueWords(fact.field, fact.value)}`)].join(', ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
