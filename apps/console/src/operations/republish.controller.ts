import { Controller, Post, Res } from '@nestjs/common';
import type { z } from 'zod';
import { askRepublishBody, type Identity } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Caller, Clock, Ids, JsonBody } from '#platform';
import { answerWith, type RawReply } from '../forward/answer-with.js';
import { AskOwner } from '../forward/ask-owner.js';
import { writeAudit } from './write-audit.js';

/** Asks an app to publish once more what it has published. The first page is on record. */
@Controller('/api/republish')
export class RepublishController {
  constructor(private readonly owners: AskOwner, private readonly work: UnitOfWork, private readonly clock: Clock, private readonly ids: Ids) {}

  @Post()
  async republish(@JsonBody(askRepublishBody) { app, ...asked }: z.infer<typeof askRepublishBody>, @Caller() caller: Identity, @Res() reply: RawReply): Promise<void> {
    const answer = await this.owners.ask(app, { method: 'POST', path: '/internal/republish', headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(asked)) }, caller);
    if (answer.status === 200 && !asked.dryRun && !asked.after) {
      const detail = [asked.since && `since ${asked.since}`, asked.leads && `of ${asked.leads.length} leads`].filter(Boolean).join(', ') || null;
      const record = { id: this.ids.next(), at: this.clock.now(), user_id: caller.user, action: 'events.republish', subject: app, detail };
      await this.work.transact({ *write() { yield* writeAudit(record); } });
    }
    answerWith(reply, answer);
  }
}
