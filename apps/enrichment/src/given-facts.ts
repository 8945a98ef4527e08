import type { Fact, LeadSnapshot } from '#contracts';
import { isModels } from './model/message-class.js';

const METHOD = 'given@1';

/**
 * What the sender said of the company and the lead when it came, as facts; without the fields about which they said something
 * newer since (`known`), and without a class of *unclear* that a model has told since. From a CRM when the lead lives in one, else from a form.
 */
export function givenFacts(lead: LeadSnapshot, known: readonly Fact[]): Fact[] {
  const { company, connection, messageClass } = lead;
  const origin: Fact['origin'] = lead.crm.some((ref) => ref.connection === connection) ? 'crm' : 'form';
  const given = (field: Fact['field'], value: string | number | null, confidence: number): Fact[] => {
    const saidAnew = known.some((fact) => fact.field === field && fact.by === connection);
    return value === null || saidAnew ? [] : [{ field, value, raw: null, origin, by: connection, method: METHOD, confidence, costMicro: 0, observedAt: lead.capturedAt, evidenceId: null }];
  };
  return [
    ...given('company.name', company.name, 0.9),
    ...given('company.domain', company.domain, 0.95),
    ...given('company.country', company.country, 0.9),
    ...given('company.employees', company.employees, 0.6),
    ...given('lead.messageClass', messageClass === 'unclear' && known.some(isModels) ? null : messageClass, 0.8),
  ];
}
