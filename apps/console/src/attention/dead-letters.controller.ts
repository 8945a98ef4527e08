import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { z } from 'zod';
import { closeBody, closeManyBody, ProblemError, retryManyBody, type AppName, type AttentionItem, type Identity, type SettledManyView } from '#contracts';
import { selectOne, UnitOfWork } from '#persistence';
import { Caller, Clock, Ids, JsonBody } from '#platform';
import { AskOwner } from '../forward/ask-owner.js';
import { answerWith, type RawReply } from '../forward/answer-with.js';
import { writeAudit } from '../operations/write-audit.js';
import { readAttention } from './attention-item.js';
import { SettleAlike } from './settle-alike.js';

const MAX_LISTED = 500;

/** What needs attention. The app that owns an item settles it; console asks, and keeps who asked and why. */
@Controller('/api/dead-letters')
export class DeadLettersController {
  constructor(private readonly work: UnitOfWork, private readonly owners: AskOwner, private readonly alike: SettleAlike, private readonly clock: Clock, private readonly ids: Ids) {}

  /** `?state=open` (default), `resolved` or `closed`. */
  @Get()
  list(@Query('state') state: string | undefined): Promise<AttentionItem[]> {
    return this.work.read(() => readAttention(state ?? 'open', MAX_LISTED));
  }

  /** What fits the filter, at most 500 at once; `dryRun` only counts. */
  @Post('redrive')
  @HttpCode(200)
  redriveMany(@JsonBody(retryManyBody) body: z.infer<typeof retryManyBody>, @Caller() caller: Identity): Promise<SettledManyView> {
    return this.alike.settle('redrive', body, caller);
  }

  @Post('discard')
  @HttpCode(200)
  discardMany(@JsonBody(closeManyBody) body: z.infer<typeof closeManyBody>, @Caller() caller: Identity): Promise<SettledManyView> {
    return this.alike.settle('discard', body, caller);
  }

  @Post(':id/redrive')
  redrive(@Param('id') id: string, @Caller() caller: Identity, @Res() reply: RawReply): Promise<void> {
    return this.settle(id, 'redrive', null, caller, reply);
  }

  @Post(':id/discard')
  discard(@Param('id') id: string, @JsonBody(closeBody) body: z.infer<typeof closeBody>, @Caller() caller: Identity, @Res() reply: RawReply): Promise<void> {
    return this.settle(id, 'discard', body.reason, caller, reply);
  }

  private async settle(id: string, action: 'redrive' | 'discard', reason: string | null, caller: Identity, reply: RawReply): Promise<void> {
    const app = await this.ownerOf(id);
    const answer = await this.owners.ask(app, { method: 'POST', path: `/internal/dead-letters/${encodeURIComponent(id)}/${action}`, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ reason })) }, caller);
    if (answer.status < 300) {
      const record = { id: this.ids.next(), at: this.clock.now(), user_id: caller.user, action: `attention.${action}`, subject: id, detail: reason };
      await this.work.transact({ *write() { yield* writeAudit(record); } });
    }
    answerWith(reply, answer);
  }

  private async ownerOf(id: string): Promise<AppName> {
    const row = await this.work.read(() => selectOne<{ app: AppName }>('SELECT app FROM console_attention WHERE id = ?', [id]));
    if (!row) throw new ProblemError(404, 'dead_letter_unknown', 'Not found', 'There is no such item. It may be new: look again in a second.');
    return row.app;
  }
}
