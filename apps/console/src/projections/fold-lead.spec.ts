import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  leadAccepted, leadAssigned, leadCaptured, leadChanged, leadEnriched, leadMerged, leadResearched, openPersonal, researchRequested, type FieldChange,
  type EventMessage, type LeadAssigned, type LeadSnapshot,
} from '#contracts';
import { sampleEvent } from '../../test/events.js';
import { foldLead } from './fold-lead.js';
import { leadColumns } from './lead-columns.js';
import { emptyDocument, type LeadDocument } from './lead-document.js';
import { nameOf, personOf, rowOf, spentOf, statusOf } from './lead-view.js';

const LEAD = 'lead-1';
const { lead: snapshot } = sampleEvent(leadCaptured, LEAD).data;
const named = (fullName: string): LeadSnapshot => ({ ...snapshot, person: openPersonal(`lead:${LEAD}`, { fullName, firstName: null, lastName: null, email: 'tessa@pelhamrye.example', phone: null, title: 'Buyer', message: null }) });
const at = (minute: number): string => new Date(Date.parse('2026-11-22T09:30:00.000Z') + minute * 60_000).toISOString();
const nora = { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' } as const;
const jonas = { kind: 'rep', rep: 'jonas', name: 'Jonas Achterfeld' } as const;

/** The life of a lead that is merged, corrected, researched, given back and given away again. */
const LIFE: readonly EventMessage<unknown>[] = [
  sampleEvent(leadCaptured, LEAD, { producer: 'intake', sequence: 1, occurredAt: at(0), data: { lead: named('Tessa') } }),
  sampleEvent(leadMerged, LEAD, { producer: 'intake', sequence: 2, occurredAt: at(1), data: { lead: named('Tessa Moorcroft') } }),
  sampleEvent(leadChanged, LEAD, { producer: 'intake', sequence: 9, occurredAt: at(5), data: { by: 'hubspot-main', changes: openPersonal<FieldChange[]>(LEAD, [{ field: 'person.title', value: 'Head of Operations', changedAt: at(4) }]) } }),
  sampleEvent(leadChanged, LEAD, { producer: 'intake', sequence: 10, occurredAt: at(6), data: { by: 'hubspot-main', changes: openPersonal<FieldChange[]>(LEAD, [{ field: 'person.title', value: 'Buyer again', changedAt: at(3) }, { field: 'person.phone', value: null, changedAt: at(3) }]) } }),
  sampleEvent(leadEnriched, LEAD, { producer: 'enrichment', sequence: 3, occurredAt: at(1), data: { runId: 'run-1', lead: named('Carried along'), next: 'research', spentMicro: 20_000 } }),
  sampleEvent(leadEnriched, LEAD, { producer: 'enrichment', sequence: 11, occurredAt: at(7), data: { runId: 'run-2', lead: named('Carried along'), next: 'assign', spentMicro: 5_000 } }),
  sampleEvent(researchRequested, LEAD, { producer: 'enrichment', sequence: 4, occurredAt: at(1), data: { runId: 'research-1', depth: 'full' } }),
  sampleEvent(leadResearched, LEAD, { producer: 'research', sequence: 5, occurredAt: at(2), data: { runId: 'research-1', depth: 'full', spentMicro: 1_000 } }),
  sampleEvent(leadAssigned, LEAD, { producer: 'assignment', sequence: 6, occurredAt: at(2), data: { epoch: 1, owner: nora, answerBy: at(60) } }),
  sampleEvent(leadAccepted, LEAD, { producer: 'assignment', sequence: 7, occurredAt: at(3), data: { epoch: 1, rep: 'nora', by: 'nora' } }),
  sampleEvent(leadAssigned, LEAD, { producer: 'assignment', sequence: 8, occurredAt: at(4), data: { epoch: 2, owner: jonas, answerBy: at(70) } }),
];

const fold = (events: readonly EventMessage<unknown>[]): LeadDocument => events.reduce(foldLead, emptyDocument(LEAD));

describe('the document of a lead', () => {
  it('tells how the lead stands after all of its life', () => {
    const document = fold(LIFE);
    expect({ name: nameOf(document), title: personOf(document).title, phone: personOf(document).phone, status: statusOf(document), owner: rowOf(document).owner, answerBy: rowOf(document).answerBy, spent: spentOf(document), researched: rowOf(document).researched })
      .toEqual({ name: 'Tessa Moorcroft', title: 'Head of Operations', phone: null, status: 'assigned', owner: jonas, answerBy: at(70), spent: 26_000, researched: true });
  });

  it('ends the same in any order and under any repetition of its events', () => {
    const expected = fold(LIFE);
    const anyOrder = fc.tuple(fc.shuffledSubarray([...LIFE], { minLength: LIFE.length }), fc.array(fc.constantFrom(...LIFE), { maxLength: 15 }), fc.infiniteStream(fc.nat()))
      .map(([all, again, places]) => again.reduce((events, event) => events.toSpliced(places.next().value! % (events.length + 1), 0, event), all));
    fc.assert(fc.property(anyOrder, (events) => {
      const document = fold(events);
      expect(document).toEqual(expected);
      expect(leadColumns(document)).toEqual(leadColumns(expected));
    }), { numRuns: 500 });
  });

  it('shows what its assignment carried along until enrichment is heard, and keeps it once', () => {
    const early = fold(LIFE.filter(({ type }) => type === 'lead.assigned'));
    const { company, fit, summary } = LIFE.at(-1)!.data as LeadAssigned;
    expect(early.carried).toEqual({ company, fit, summary });
    expect(rowOf(early)).toMatchObject({ company, verdict: fit.verdict });
    expect(fold(LIFE).carried).toBeNull();
  });

  it('is not shown before a snapshot was heard, and is kept meanwhile', () => {
    const early = fold(LIFE.filter(({ type }) => type === 'lead.accepted' || type === 'lead.researched'));
    expect(leadColumns(early)).toMatchObject({ known: 0, shown: 'null' });
    expect(leadColumns(foldLead(early, LIFE[0]!))).toMatchObject({ known: 1 });
  });

  it.each([
    ['captured', 1, { known: 1, status: 'captured', waiting: 0, researching: 0 }],
    ['waiting for research', 5, { status: 'enriched', waiting: 1, researching: 0 }],
    ['being researched', 7, { status: 'researching', waiting: 0, researching: 1, owner_kind: null }],
    ['with its owner', 9, { status: 'assigned', owner_id: 'nora', researching: 0, sort_rank: 0, sort_time: Date.parse(at(60)) }],
    ['taken', 10, { status: 'accepted', sort_rank: 3, answered_at: Date.parse(at(3)) }],
    ['given away again', 11, { status: 'assigned', owner_id: 'jonas', sort_rank: 0, answered_at: null }],
  ] as const)('has the columns of a lead %s', (_, upTo, columns) => {
    expect(leadColumns(fold(LIFE.slice(0, upTo)))).toMatchObject(columns);
  });
});
