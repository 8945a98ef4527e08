import type { ProviderCompany } from '#connectors';
import type { Fact, FactValue, Field } from '#contracts';
import { classifyIndustry, normalizeCountry, registrableDomain } from '#domain';
import type { Question } from './open-questions.js';

export interface AskedProvider { readonly id: string; readonly method: string }

type Found = { readonly value: FactValue | null; readonly raw: string | null };

/** What a provider says about each field, in its words and in ours. */
const READERS: Partial<Record<Field, (company: ProviderCompany) => Found>> = {
  'company.employees': ({ employees }) => ({ value: employees !== null && employees > 0 ? employees : null, raw: employees === null ? null : String(employees) }),
  'company.industry': ({ industry }) => ({ value: industry === null ? null : classifyIndustry(industry), raw: industry }),
  'company.country': ({ country }) => ({ value: country === null ? null : normalizeCountry(country), raw: country }),
};

/**
 * The facts of an answer for what was asked, and what to say of the fields that it did not give. The charge is kept with the
 * first fact, so that the facts of an answer cost what it cost. From another company nothing is taken.
 */
export function providerFacts(
  { company, chargedMicro }: { company: ProviderCompany; chargedMicro: number },
  { provider, question, domain, at }: { provider: AskedProvider; question: Question; domain: string; at: string },
): { facts: Fact[]; reason: string } {
  const other = company.website === null ? null : registrableDomain(company.website);
  if (other !== null && other !== registrableDomain(domain)) return { facts: [], reason: `${provider.id} answered about another company (${other})` };
  const facts = question.fields.flatMap((field) => {
    const found = READERS[field]?.(company);
    return found && found.value !== null ? [{ field, value: found.value, raw: found.raw }] : [];
  }).map(({ field, value, raw }, index): Fact => ({
    field, value, raw, origin: 'provider', by: provider.id, method: provider.method, confidence: company.confidence, costMicro: index === 0 ? chargedMicro : 0, observedAt: at, evidenceId: null,
  }));
  return { facts, reason: `not known to ${provider.id}` };
}
