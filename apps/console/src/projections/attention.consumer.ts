import { Controller } from '@nestjs/common';
import { messageDeadLettered, type MessageDeadLettered } from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import type { SequencedRow } from './fold-newest.js';
import { ProjectNewest, type NewestTable } from './project-newest.js';

interface AttentionRow extends SequencedRow { lead_id: string; app: string; kind: string; state: string; at: number; document: string }

const ATTENTION: NewestTable<MessageDeadLettered, AttentionRow> = {
  table: 'console_attention',
  kinds: ['attention', 'timeline'],
  rowOf: ({ leadId, sequence, data }) => ({
    id: data.deadLetterId, lead_id: leadId, sequence, app: data.app, kind: data.kind, state: data.state, at: Date.parse(data.firstFailedAt), document: JSON.stringify(data),
  }),
};

/** Work of any app that needs a human, and later that it no longer does. */
@Controller()
export class AttentionConsumer {
  constructor(private readonly newest: ProjectNewest) {}

  @OnBatch(messageDeadLettered, { rebuilds: true })
  deadLettered(batch: Batch<MessageDeadLettered>): Promise<void> {
    return this.newest.project(batch, ATTENTION);
  }
}
