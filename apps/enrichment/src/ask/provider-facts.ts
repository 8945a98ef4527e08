import type { ProviderCompany } from '#connectors';
import type { Fact, Field } from '#contracts';
import { readValue, registrableDomain } from '#domain';
import type { Question } from './open-questions.js';

export interface AskedProvider { readonly id: string; readonly method: string }

/** What a provider says about each field, in its words. */
const SAID: Partial<Record<Field, (company: ProviderCompany) => string | number | null>> = {
  'company.employees': ({ employees }) => employees,
  'company.industry': ({ industry }) => industry,
  'company.country': ({ country }) => country,
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
    const raw = SAID[field]?.(company) ?? null;
    const read = raw === null ? null : readValue(field, raw);
    return read?.validity === 'valid' ? [{ field, value: read.value, raw: String(raw) }] : [];
  }).map(({ field, value, raw }, index): Fact => ({
    field, value, raw, origin: 'provider', by: provider.id, method: provider.method, confidence: company.confidence, costMicro: index === 0 ? chargedMicro : 0, observedAt: at, evidenceId: null,
  }));
  return { facts, reason: `not known to ${provider.id}` };
}
