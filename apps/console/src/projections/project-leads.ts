import { Injectable } from '@nestjs/common';
import type { EventMessage } from '#contracts';
import type { Batch } from '#messaging';
import { insertRows, type Row } from '#persistence';
import { Changes } from '../changes/changes.js';
import { Names } from '../people/names.js';
import { foldLeads, readDocuments, readErased, writeDocuments } from './store-leads.js';
import { timelineRow, writeTimeline } from './store-timeline.js';

/** What a submission came to, for the counts. */
export interface SubmissionRow { id: string; outcome: 'lead' | 'merged' | 'ignored'; rule: string | null; connection: string }

/** Puts a batch of events about leads into documents, rows and timelines: one read and one set of bulk statements per batch. */
@Injectable()
export class ProjectLeads {
  constructor(private readonly names: Names, private readonly changes: Changes) {}

  async project<D>(batch: Batch<D>, submissionOf?: (data: D) => SubmissionRow): Promise<void> {
    const lines = batch.map((event) => ({ event, line: timelineRow(event, this.names.nameOf), submission: submissionOf?.(event.data) ?? null })).map(({ value }) => value);
    const leadIds = [...new Set(lines.map(({ event }) => event.leadId))].sort();
    await batch.commit({
      lock: leadIds.map((id) => `console-lead:${id}`),
      *read() {
        return { documents: yield* readDocuments(leadIds), erased: yield* readErased(leadIds) };
      },
      decide({ documents, erased }) {
        const kept = lines.filter(({ event }) => !erased.has(event.leadId));
        return { kept, documents: foldLeads(documents, kept.map(({ event }) => event as EventMessage<unknown>)) };
      },
      *write({ kept, documents }) {
        yield* writeDocuments(documents);
        yield* writeTimeline(kept.map(({ line }) => line));
        yield* insertRows('console_submissions', lines.flatMap(({ event, submission }): Row[] => (submission ? [{ ...submission, lead_id: event.leadId }] : [])), { onDuplicate: 'ignore' });
      },
    });
    this.changes.announce(leadIds, ['leads', 'timeline']);
  }
}
