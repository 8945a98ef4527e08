import type { SummaryInput } from '#connectors';
import type { CompanyBrief, Fact, Field, LeadSnapshot } from '#contracts';
import { chooseFacts, numbersIn, openPerson } from '#domain';

/** How to reach somebody is nothing that a summary needs, so it does not go out. */
const NOT_SENT: ReadonlySet<Field> = new Set(['person.email', 'person.phone']);

/** What a model is given to sum up a lead: what is known of it, one value per field. */
export function summaryInput({ lead, company, facts }: { readonly lead: LeadSnapshot; readonly company: CompanyBrief; readonly facts: readonly Fact[] }): SummaryInput {
  const { fullName, title, message } = openPerson(lead.person);
  const known = [...chooseFacts(facts).values()].map(({ fact: { field, value } }) => ({ field, value })).filter(({ field }) => !NOT_SENT.has(field));
  return { person: { name: fullName, title }, company, facts: known, message, numbersIn };
}
