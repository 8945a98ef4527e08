import { Controller } from '@nestjs/common';
import { outreachDrafted, type OutreachDrafted } from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import { Changes } from '../changes/changes.js';
import { draftColumns } from '../drafts/draft-row.js';
import { draftsLock, readDraftsOf } from '../drafts/read-drafts.js';
import { Names } from '../people/names.js';
import { foldDrafts } from './fold-drafts.js';
import { readErased, upsert } from './store-leads.js';
import { timelineRow, writeTimeline } from './store-timeline.js';

/** Drafts that research wrote, or the reason why there is none. */
@Controller()
export class DraftsConsumer {
  constructor(private readonly names: Names, private readonly changes: Changes) {}

  @OnBatch(outreachDrafted, { rebuilds: true })
  async drafted(batch: Batch<OutreachDrafted>): Promise<void> {
    const lines = batch.map((event) => timelineRow(event, this.names.nameOf));
    const leadIds = [...new Set(lines.map(({ message }) => message.leadId))].sort();
    await batch.commit({
      lock: leadIds.map(draftsLock),
      *read() {
        return { known: yield* readDraftsOf(leadIds), erased: yield* readErased(leadIds) };
      },
      decide({ known, erased }) {
        const kept = lines.filter(({ message }) => !erased.has(message.leadId));
        return { kept, rows: foldDrafts(known, kept.map(({ message }) => message)) };
      },
      *write({ kept, rows }) {
        yield* upsert('console_drafts', 'id', rows.map(draftColumns));
        yield* writeTimeline(kept.map(({ value }) => value));
      },
    });
    this.changes.announce(leadIds, ['drafts', 'timeline']);
  }
}
