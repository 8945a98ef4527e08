import {
  openData, type EventMessage, type LeadAccepted, type LeadAssigned, type LeadCaptured, type LeadChanged, type LeadEnriched, type LeadMerged, type LeadResearched, type LeadSnapshot,
  type ResearchRequested,
} from '#contracts';
import type { Latest, LeadDocument } from './lead-document.js';

type Fold<D> = (document: LeadDocument, event: EventMessage<D>) => LeadDocument;

/** Whose snapshot of a lead counts: intake owns it, the others only carry it along. */
const RANK = { intake: 3, enrichment: 2, assignment: 1, research: 0 } as const;

const latest = <T>(event: EventMessage<unknown>, value: T): Latest<T> => ({ sequence: event.sequence, at: Date.parse(event.occurredAt), value });

const newer = <T>(known: Latest<T> | null, heard: Latest<T>): Latest<T> => (known !== null && known.sequence >= heard.sequence ? known : heard);

function withSnapshot(document: LeadDocument, event: EventMessage<unknown>, rank: number, lead: LeadSnapshot): LeadDocument {
  const known = document.lead;
  if (known !== null && (known.rank > rank || (known.rank === rank && known.sequence >= event.sequence))) return document;
  return { ...document, lead: { ...latest(event, lead), rank } };
}

const greatest = (runs: Readonly<Record<string, number>>, runId: string, micro: number): Record<string, number> =>
  ({ ...runs, [runId]: Math.max(runs[runId] ?? 0, micro) });

const captured: Fold<LeadCaptured> = (document, event) => withSnapshot(document, event, RANK.intake, event.data.lead);
const merged: Fold<LeadMerged> = (document, event) => withSnapshot(document, event, RANK.intake, event.data.lead);

const changed: Fold<LeadChanged> = (document, event) => {
  const changes = { ...document.changes };
  for (const { field, value, changedAt } of openData(event.data.changes) ?? []) {
    const known = changes[field];
    const isOlder = known !== undefined && (known.changedAt > changedAt || (known.changedAt === changedAt && known.sequence >= event.sequence));
    if (!isOlder) changes[field] = { value, changedAt, sequence: event.sequence };
  }
  return { ...document, changes };
};

const enriched: Fold<LeadEnriched> = (document, event) => {
  const { lead, company, facts, fit, summary, next, question, runId, spentMicro } = event.data;
  const known = withSnapshot(document, event, RANK.enrichment, lead);
  return { ...known, carried: null, enrichmentRuns: greatest(known.enrichmentRuns, runId, spentMicro), enriched: newer(known.enriched, latest(event, { company, facts, fit, summary, next, question })) };
};

const requested: Fold<ResearchRequested> = (document, event) => {
  const { runId, depth, lead } = event.data;
  const known = withSnapshot(document, event, RANK.research, lead);
  return { ...known, requested: newer(known.requested, latest(event, { runId, depth })) };
};

const researched: Fold<LeadResearched> = (document, event) => {
  const { runId, depth, company, facts, fit, evidence, snapshots, looks, looksAllowed, spentMicro, stopSentence } = event.data;
  const part = { runId, depth, company, facts, fit, evidence, snapshots, looks, looksAllowed, spentMicro, stopSentence };
  return {
    ...document,
    researchRuns: greatest(document.researchRuns, runId, spentMicro),
    researchedInFull: document.researchedInFull || depth === 'full',
    researched: newer(document.researched, latest(event, part)),
  };
};

/** The newest epoch counts; within one, the later event. */
const isOlderEpoch = (known: Latest<{ epoch: number }> | null, epoch: number, sequence: number): boolean =>
  known !== null && (known.value.epoch > epoch || (known.value.epoch === epoch && known.sequence >= sequence));

const assigned: Fold<LeadAssigned> = (document, event) => {
  const { epoch, owner, short, sentence, answerBy, lead, company, fit, summary } = event.data;
  const known = withSnapshot(document, event, RANK.assignment, lead);
  if (isOlderEpoch(known.assigned, epoch, event.sequence)) return known;
  return { ...known, assigned: latest(event, { epoch, owner, short, sentence, answerBy }), carried: known.enriched ? null : { company, fit, summary } };
};

const accepted: Fold<LeadAccepted> = (document, event) => {
  const { epoch, by } = event.data;
  if (isOlderEpoch(document.accepted, epoch, event.sequence)) return document;
  return { ...document, accepted: latest(event, { epoch, by }) };
};

/** What each event adds to the document of its lead. Events that are not here only write the timeline. */
const FOLDS: Readonly<Record<string, Fold<never>>> = {
  'lead.captured': captured,
  'lead.merged': merged,
  'lead.changed': changed,
  'lead.enriched': enriched,
  'research.requested': requested,
  'lead.researched': researched,
  'lead.assigned': assigned,
  'lead.accepted': accepted,
};

/** The document after an event. The same for any order and repetition of the same events. */
export function foldLead(document: LeadDocument, event: EventMessage<unknown>): LeadDocument {
  const fold = FOLDS[event.type] as Fold<unknown> | undefined;
  return fold ? fold(document, event) : document;
}
