import type { EnrichmentConfig, Fact, FactValue, Field } from '#contracts';
import { classifyIndustry, type DirectoryCompany, type DirectoryMatch } from '#domain';

const METHOD = 'directory@1';
/** A name can belong to two companies, a domain hardly. */
const CONFIDENCE = { domain: 0.9, name: 0.7 } as const;

/**
 * What the directory knows of the company it was matched to. For a field with a waterfall the directory is asked only when it
 * stands in it and no provider before it has given a value; other fields are taken as they are. From an ambiguous match nothing.
 */
export function directoryFacts(match: DirectoryMatch, facts: readonly Fact[], waterfall: EnrichmentConfig['waterfall'], at: string): Fact[] {
  if (match.outcome !== 'match') return [];
  const confidence = CONFIDENCE[match.by];
  return values(match.company).filter(({ field }) => isAsked(field, facts, waterfall)).map(({ field, value, raw }) => (
    { field, value, raw, origin: 'directory', by: 'directory', method: METHOD, confidence, costMicro: 0, observedAt: at, evidenceId: null }
  ));
}

function values(company: DirectoryCompany): { field: Field; value: FactValue; raw: string | null }[] {
  const industry = company.vertical === null ? null : classifyIndustry(company.vertical);
  return [
    { field: 'company.name', value: company.name, raw: null },
    { field: 'company.domain', value: company.domain, raw: null },
    ...(company.country ? [{ field: 'company.country' as const, value: company.country, raw: null }] : []),
    ...(company.employees === null ? [] : [{ field: 'company.employees' as const, value: company.employees, raw: String(company.employees) }]),
    ...(industry === null ? [] : [{ field: 'company.industry' as const, value: industry, raw: company.vertical }]),
    ...(company.coldSites === null ? [] : [{ field: 'company.coldSites' as const, value: company.coldSites, raw: String(company.coldSites) }]),
    ...(company.certifications.length === 0 ? [] : [{ field: 'company.certifications' as const, value: [...company.certifications], raw: company.certifications.join('; ') }]),
  ];
}

/** `own-crm` in a waterfall stands for what the lead's own CRM or form gave. */
function isAsked(field: Field, facts: readonly Fact[], waterfall: EnrichmentConfig['waterfall']): boolean {
  const providers = waterfall[field];
  if (!providers) return true;
  const place = providers.findIndex(({ provider }) => provider === 'directory');
  if (place < 0) return false;
  const earlier = providers.slice(0, place).some(({ provider }) => provider === 'own-crm');
  return !(earlier && facts.some((fact) => fact.field === field && (fact.origin === 'crm' || fact.origin === 'form' || fact.origin === 'human')));
}
