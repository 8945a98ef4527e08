import type { CompanyBrief, Fact, LeadPerson } from '#contracts';
import { chooseFacts } from './choose-facts.js';
import { industryLabel } from '../classify/classify-industry.js';

export const SUMMARIZE_LEAD = 'summarizeLead@1';

/** One paragraph for a rep. Every number in it is a fact's value; what is not known is not mentioned. */
export function summarizeLead(person: LeadPerson, company: CompanyBrief, facts: readonly Fact[]): string {
  const chosen = chooseFacts(facts);
  const who = [person.fullName ?? person.email ?? 'Somebody', person.title].filter(Boolean).join(', ');
  const about = [
    company.industry ? industryLabel(company.industry) : null,
    company.employees === null ? null : `${company.employees.toLocaleString('en-US')} people`,
    company.country,
  ].filter(Boolean).join(', ');
  const first = company.name || company.domain ? `${who} at ${company.name ?? company.domain}${about ? ` (${about})` : ''}.` : `${who}. The company is not known.`;
  const sites = chosen.get('company.coldSites')?.fact.value;
  const certificates = chosen.get('company.certifications')?.fact.value;
  const more = [
    typeof sites === 'number' && sites > 0 ? `${sites} cold ${sites === 1 ? 'site' : 'sites'}` : null,
    Array.isArray(certificates) && certificates.length > 0 ? `certified ${certificates.join(', ')}` : null,
  ].filter(Boolean);
  const asked = person.message ? ` Asked: "${shorten(person.message)}"` : '';
  return `${first}${more.length > 0 ? ` Has ${more.join(' and is ')}.` : ''}${asked}`;
}

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 140 ? line : `${line.slice(0, 139).trimEnd()}…`;
};
