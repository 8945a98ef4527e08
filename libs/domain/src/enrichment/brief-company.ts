import type { CompanyBrief, Fact, FactValue, Field } from '#contracts';
import { chooseFacts } from './choose-facts.js';
import { sizeBand } from '../classify/size-band.js';

/** The company as it stands on the facts; what is not known is null. */
export function briefCompany(facts: readonly Fact[]): CompanyBrief {
  const chosen = chooseFacts(facts);
  const value = (field: Field): FactValue | null => chosen.get(field)?.fact.value ?? null;
  const text = (field: Field): string | null => { const found = value(field); return typeof found === 'string' ? found : null; };
  const found = value('company.employees');
  const employees = typeof found === 'number' ? Math.round(found) : null;
  return {
    name: text('company.name'), domain: text('company.domain'), country: text('company.country'),
    employees, sizeBand: employees === null ? null : sizeBand(employees), industry: text('company.industry'),
  };
}
