import { Injectable } from '@nestjs/common';
import type { ChangeNotice, EventMessage } from '#contracts';
import type { Batch } from '#messaging';
import { inList, select, type Work } from '#persistence';
import { Changes } from '../changes/changes.js';
import { Names } from '../people/names.js';
import { foldNewest, type SequencedRow } from './fold-newest.js';
import { readErased, upsert } from './store-leads.js';
import { timelineRow, writeTimeline } from './store-timeline.js';

/** A table whose rows are replaced as a whole by the newest event about them. */
export interface NewestTable<D, R extends SequencedRow> {
  readonly table: string;
  readonly kinds: ChangeNotice['kinds'];
  rowOf(event: EventMessage<D>): R;
  /** What else follows from rows that were written, in the same transaction. */
  also?(rows: readonly R[]): Work<void>;
}

@Injectable()
export class ProjectNewest {
  constructor(private readonly names: Names, private readonly changes: Changes) {}

  async project<D, R extends SequencedRow>(batch: Batch<D>, { table, kinds, rowOf, also }: NewestTable<D, R>): Promise<void> {
    const heard = batch.map((event) => ({ line: timelineRow(event, this.names.nameOf), row: rowOf(event), leadId: event.leadId })).map(({ value }) => value);
    const leadIds = [...new Set(heard.map(({ leadId }) => leadId))].sort();
    const ids = [...new Set(heard.map(({ row }) => row.id))].sort();
    await batch.commit({
      lock: ids.map((id) => `${table}:${id}`),
      *read() {
        const known = ids.length === 0 ? [] : yield* select<SequencedRow>(`SELECT id, sequence FROM ${table} WHERE id IN ${inList(ids)}`, ids);
        return { known, erased: yield* readErased(leadIds) };
      },
      decide({ known, erased }) {
        const kept = heard.filter(({ leadId }) => !erased.has(leadId));
        return { rows: foldNewest(known, kept.map(({ row }) => row)), lines: kept.map(({ line }) => line) };
      },
      *write({ rows, lines }) {
        yield* upsert(table, 'id', rows);
        yield* writeTimeline(lines);
        if (also) yield* also(rows);
      },
    });
    this.changes.announce(leadIds, kinds);
  }
}
