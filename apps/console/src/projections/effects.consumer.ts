import { Controller } from '@nestjs/common';
import { effectSettled, type EffectKind, type EffectSettled } from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import { execute, inList } from '#persistence';
import type { SequencedRow } from './fold-newest.js';
import { ProjectNewest, type NewestTable } from './project-newest.js';

interface EffectRow extends SequencedRow { lead_id: string; kind: EffectKind; state: EffectSettled['state']; occasion: string; at: number; document: string }

/** Effects that take an approved draft out of the house; their occasion names the approval. */
const HANDS_OFF_DRAFT: readonly EffectKind[] = ['crm.task', 'mail.send'];
const approvalOf = (occasion: string): string => occasion.replace(/^approval:/, '');

const EFFECTS: NewestTable<EffectSettled, EffectRow> = {
  table: 'console_effects',
  kinds: ['effects', 'drafts', 'timeline'],
  rowOf: ({ leadId, sequence, data }) => ({
    id: data.effectId, lead_id: leadId, sequence, kind: data.kind, state: data.state, occasion: data.occasion, at: Date.parse(data.settledAt), document: JSON.stringify(data),
  }),
  *also(rows) {
    const approvals = rows.filter(({ kind, state }) => state === 'done' && HANDS_OFF_DRAFT.includes(kind)).map(({ occasion }) => approvalOf(occasion));
    if (approvals.length > 0) yield* execute(`UPDATE console_drafts SET state = 'sent' WHERE state = 'approved' AND approval_id IN ${inList(approvals)}`, approvals);
  },
};

/** Writes to the outside world that reached their end. */
@Controller()
export class EffectsConsumer {
  constructor(private readonly newest: ProjectNewest) {}

  @OnBatch(effectSettled, { rebuilds: true })
  settled(batch: Batch<EffectSettled>): Promise<void> {
    return this.newest.project(batch, EFFECTS);
  }
}
