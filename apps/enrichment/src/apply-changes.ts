import { openData, type Fact, type LeadChanged, type LeadSnapshot } from '#contracts';
import { givenFacts } from './given-facts.js';

export const CHANGED = 'changed@1';

/**
 * What is known of a lead after its sender changed fields of it: a value that is new, and newer than the last one of that
 * sender, takes its place. A field that was emptied keeps what was said. The same list where nothing is new.
 */
export function applyChanges(lead: LeadSnapshot, known: readonly Fact[], { by, changes }: LeadChanged): readonly Fact[] {
  let facts = known;
  for (const { field, value, changedAt } of openData(changes) ?? []) {
    const isTheirs = (fact: Fact) => fact.field === field && fact.by === by;
    const last = facts.find(isTheirs) ?? givenFacts(lead, []).find(isTheirs);
    if (value === null || (last && (last.observedAt >= changedAt || JSON.stringify(last.value) === JSON.stringify(value)))) continue;
    facts = [...facts.filter((fact) => !isTheirs(fact)), { field, value, raw: null, origin: 'crm', by, method: CHANGED, confidence: 0.9, costMicro: 0, observedAt: changedAt, evidenceId: null }];
  }
  return facts;
}
