import type { CompanyBrief, Evidence, Fact, Field, FactValue, Fit, LeadResearched, LeadSnapshot, Owner, Question, SnapshotRef } from '#contracts';

/** What one event said last. `sequence` orders the events of one producer, `at` (milliseconds) events of different ones. */
export interface Latest<T> { readonly sequence: number; readonly at: number; readonly value: T }

export interface EnrichedPart { company: CompanyBrief; facts: readonly Fact[]; fit: Fit; summary: string; next: 'assign' | 'research'; question: Question | null }
export interface RequestedPart { runId: string; depth: LeadResearched['depth'] }
export interface ResearchedPart {
  runId: string; depth: LeadResearched['depth']; company: CompanyBrief; facts: readonly Fact[]; fit: Fit; evidence: readonly Evidence[]; snapshots: readonly SnapshotRef[];
  looks: number; looksAllowed: number; spentMicro: number; stopSentence: string;
}
export interface AssignedPart { epoch: number; owner: Owner; short: string; sentence: string; answerBy: string | null }
export interface CarriedPart { company: CompanyBrief; fit: Fit; summary: string }

/**
 * All that console knows of a lead, part by part. Every part is the greatest of what was heard under a fixed order (sequence,
 * epoch, time of a change), so events may come in any order and any number of times and the document ends the same.
 */
export interface LeadDocument {
  readonly id: string;
  /** The snapshot: from intake if intake was heard, else from whoever carried one along. */
  readonly lead: (Latest<LeadSnapshot> & { rank: number }) | null;
  readonly changes: Readonly<Partial<Record<Field, { value: FactValue | null; changedAt: string; sequence: number }>>>;
  readonly enriched: Latest<EnrichedPart> | null;
  readonly requested: Latest<RequestedPart> | null;
  readonly researched: Latest<ResearchedPart> | null;
  /** A full research run ended, whatever followed it. */
  readonly researchedInFull: boolean;
  readonly assigned: Latest<AssignedPart> | null;
  /** What the newest assignment carried along of enrichment, until enrichment itself is heard. */
  readonly carried: CarriedPart | null;
  readonly accepted: (Latest<{ epoch: number; by: string }>) | null;
  /** Micro-units spent per run that ended. */
  readonly enrichmentRuns: Readonly<Record<string, number>>;
  readonly researchRuns: Readonly<Record<string, number>>;
}

export const emptyDocument = (id: string): LeadDocument => ({
  id, lead: null, changes: {}, enriched: null, requested: null, researched: null, researchedInFull: false, assigned: null, carried: null, accepted: null, enrichmentRuns: {}, researchRuns: {},
});
