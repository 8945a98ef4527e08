import type { Fact, LeadChanged } from '#contracts';

/** The facts that a change adds: fields whose value is new and newer than what that sender said before. */
export function applyChanges(known: readonly Fact[], { by, changes }: LeadChanged): Fact[] {
  return changes.flatMap(({ field, value, changedAt }): Fact[] => {
    const before = known.filter((fact) => fact.field === field && fact.by === by);
    const isNews = value !== null && !before.some((fact) => fact.observedAt >= changedAt || JSON.stringify(fact.value) === JSON.stringify(value));
    return isNews ? [{ field, value, raw: null, origin: 'crm', by, method: 'changed@1', confidence: 0.9, costMicro: 0, observedAt: changedAt, evidenceId: null }] : [];
  });
}
