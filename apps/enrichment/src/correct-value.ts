import type { FactValue, Field } from '#contracts';
import { classifyIndustry, INDUSTRIES, normalizeCountry, registrableDomain } from '#domain';

type Corrected = { readonly value: FactValue } | { readonly problem: string };

const WHOLE: ReadonlySet<Field> = new Set(['company.employees', 'company.coldSites', 'company.openRoles']);
const asText = (value: FactValue): string => [value].flat().join('; ').trim();

/** What a person entered, as its field holds it; or why it cannot be held, in words that follow the field's name. */
export function correctValue(field: Field, value: FactValue): Corrected {
  const text = asText(value);
  if (text === '') return { problem: 'is empty' };
  if (WHOLE.has(field)) {
    const digits = text.replace(/[ ,.'’]/g, '');
    return /^\d{1,9}$/.test(digits) ? { value: Number(digits) } : { problem: `${JSON.stringify(value)} is no whole number` };
  }
  switch (field) {
    case 'company.certifications': return { value: text.split(/[;,]/).map((name) => name.trim()).filter(Boolean) };
    case 'company.country': return orProblem(normalizeCountry(text), `${JSON.stringify(value)} is no country. Write it like GB or Germany`);
    case 'company.domain': return orProblem(registrableDomain(text), `${JSON.stringify(value)} is no domain. Write it like northmoor.example`);
    case 'company.industry': return orProblem(classifyIndustry(text), `${JSON.stringify(value)} is not known. Known: ${INDUSTRIES.map(({ label }) => label).join(', ')}`);
    default: return { value: text };
  }
}

const orProblem = (value: string | null, problem: string): Corrected => (value === null ? { problem } : { value });
