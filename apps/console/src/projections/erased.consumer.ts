import { Controller } from '@nestjs/common';
import { personErased, type PersonErased } from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import { execute, inList, insertRows } from '#persistence';
import { Changes } from '../changes/changes.js';

/** What names a person: everything that is kept per lead. Decisions and audit name users, not leads' persons. */
const PERSONAL: readonly (readonly [table: string, column: string])[] = [
  ['console_leads', 'id'], ['console_lead_documents', 'lead_id'], ['console_timeline', 'lead_id'], ['console_drafts', 'lead_id'], ['console_effects', 'lead_id'], ['console_attention', 'lead_id'],
];

/** A person asked to be forgotten: their rows go, and the marker keeps late events from bringing them back. Counts of submissions stay. */
@Controller()
export class ErasedConsumer {
  constructor(private readonly changes: Changes) {}

  @OnBatch(personErased)
  async erased(batch: Batch<PersonErased>): Promise<void> {
    const leadIds = [...new Set(batch.messages.map(({ leadId }) => leadId))].sort();
    const markers = batch.messages.map(({ leadId, data }) => ({ lead_id: leadId, erased_at: Date.parse(data.erasedAt) }));
    await batch.commit({
      lock: leadIds.map((id) => `console-lead:${id}`),
      *write() {
        yield* insertRows('console_erased', markers, { onDuplicate: 'ignore' });
        if (leadIds.length === 0) return;
        for (const [table, column] of PERSONAL) yield* execute(`DELETE FROM ${table} WHERE ${column} IN ${inList(leadIds)}`, leadIds);
      },
    });
    this.changes.announce(leadIds, ['leads', 'timeline', 'drafts', 'effects', 'attention']);
  }
}
