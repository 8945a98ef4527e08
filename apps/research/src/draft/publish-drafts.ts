import { Injectable } from '@nestjs/common';
import { outreachDrafted, type Envelope } from '#contracts';
import { Outbox, outgoing, Tasks } from '#messaging';
import type { Work } from '#persistence';
import { Clock, Configs } from '#platform';
import { AskModel } from '../model/ask-model.js';
import { insertDrafts } from '../research.store.js';
import type { DueDraft } from './draft-due.js';
import { draftIdOf, templateDraft, writeDraft, type WrittenDraft } from './write-draft.js';

export const WORD_DRAFT = 'research.word-draft';
export interface DraftTask { readonly draftId: string; readonly leadId: string; readonly runId: string; readonly cause: Envelope }

/** Writes drafts that are due under the outreach version in force, and tells everyone. With a model to word them that is a task each. */
@Injectable()
export class PublishDrafts {
  constructor(private readonly outbox: Outbox, private readonly tasks: Tasks, private readonly model: AskModel, private readonly configs: Configs, private readonly clock: Clock) {}

  /** Inside a write. */
  *publish(due: readonly DueDraft[]): Work<void> {
    if (this.model.id === null) return yield* this.store(due.map((one) => ({ due: one, written: templateDraft({ ...one, ...this.now() }) })));
    yield* this.tasks.add(due.map(({ leadId, assigned: { epoch }, result: { runId }, cause }) => {
      const draftId = draftIdOf(runId, epoch);
      return { kind: WORD_DRAFT, key: draftId, leadId, payload: { draftId, leadId, runId, cause } satisfies DraftTask };
    }));
  }

  /** Inside a write: drafts as they were written. */
  *store(drafts: readonly { readonly due: DueDraft; readonly written: WrittenDraft }[]): Work<void> {
    if (drafts.length === 0) return;
    yield* insertDrafts(drafts.map(({ due: { leadId, assigned: { epoch }, result: { runId } } }) => ({ draftId: draftIdOf(runId, epoch), leadId, runId, epoch })), this.clock.now());
    yield* this.outbox.publish(drafts.map(({ due, written }) => outgoing(outreachDrafted, due.leadId, writeDraft({ ...due, ...this.now() }, written), due.cause)));
  }

  private now() {
    return { outreach: this.configs.get('outreach'), at: this.clock.iso() };
  }
}
