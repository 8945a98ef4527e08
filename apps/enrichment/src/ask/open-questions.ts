import type { EnrichmentConfig, Fact, Field } from '#contracts';
import type { EnrichmentState } from '../enrich-lead.workflow.js';

/** Fields that a paid provider may be asked for, because nobody before it in their waterfalls has given a value. */
export interface Question { readonly provider: string; readonly fields: readonly Field[] }

const isGiven = (field: Field, facts: readonly Fact[]): boolean => facts.some((fact) => fact.field === field && fact.origin !== 'derived');

/**
 * What is worth paying for, in the order of the waterfalls. Nothing is while the verdict is clear, while two companies match
 * (that is no question for a provider), or without a domain to ask about. `ready`: providers that can be asked.
 */
export function openQuestions({ facts, fit, match, company }: EnrichmentState, waterfall: EnrichmentConfig['waterfall'], ready: ReadonlySet<string>): Question[] {
  if (fit.verdict !== 'needs_review' || match.outcome === 'ambiguous' || company.domain === null) return [];
  const open = Object.entries(waterfall).flatMap(([field, steps]) => (isGiven(field as Field, facts) ? [] : (steps ?? []).map(({ provider }, place) => ({ field: field as Field, provider, place })))).filter(({ provider }) => ready.has(provider));
  const providers = new Set(open.toSorted((a, b) => a.place - b.place).map(({ provider }) => provider));
  return [...providers].map((provider) => ({ provider, fields: open.filter((one) => one.provider === provider).map(({ field }) => field) }));
}
