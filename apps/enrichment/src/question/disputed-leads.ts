import type { EventMessage, Fact, LeadResearched } from '#contracts';

type Researched = EventMessage<LeadResearched>;

/** Results after which sources still contradict each other about something that decides the fit; the newest of each lead. */
export function disputedLeads(results: readonly Researched[]): Researched[] {
  const newest = new Map(results.map((result) => [result.leadId, result]));
  return [...newest.values()].filter(({ data: { fit } }) => fit.criteria.some(({ id, state }) => state === 'conflicting' && fit.open.includes(id)));
}

/** What is known with what research proved, each value of a source once. */
export function withProven(known: readonly Fact[], proven: readonly Fact[]): Fact[] {
  const identity = ({ field, origin, by, value }: Fact): string => JSON.stringify([field, origin, by, value]);
  const seen = new Set(proven.map(identity));
  return [...known.filter((fact) => !seen.has(identity(fact))), ...proven];
}
