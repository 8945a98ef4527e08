import { Injectable } from '@nestjs/common';
import { outreachDrafted } from '#contracts';
import { Outbox, outgoing } from '#messaging';
import type { Work } from '#persistence';
import { Clock, Configs } from '#platform';
import { insertDrafts } from '../research.store.js';
import type { DueDraft } from './draft-due.js';
import { draftIdOf, writeDraft } from './write-draft.js';

/** Writes drafts that are due under the outreach version in force, and tells everyone. */
@Injectable()
export class PublishDrafts {
  constructor(private readonly outbox: Outbox, private readonly configs: Configs, private readonly clock: Clock) {}

  /** Inside a write. */
  *publish(due: readonly DueDraft[]): Work<void> {
    if (due.length === 0) return;
    const outreach = this.configs.get('outreach');
    const at = this.clock.iso();
    yield* insertDrafts(due.map(({ leadId, assigned: { epoch }, result: { runId } }) => ({ draftId: draftIdOf(runId, epoch), leadId, runId, epoch })), this.clock.now());
    yield* this.outbox.publish(due.map(({ leadId, assigned, result, cause }) => outgoing(outreachDrafted, leadId, writeDraft({ leadId, assigned, result, outreach, at }), cause)));
  }
}
