import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { approveBody, rejectBody, reviseBody, type DraftView, type Identity } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Caller, Clock, Ids, JsonBody } from '#platform';
import { leadNames } from '../attention/attention-item.js';
import { ConsoleSettings } from '../configs/console-settings.js';
import { contentHashOf } from './content-hash.js';
import { DecideDrafts } from './decide-drafts.js';
import { draftViewOf } from './draft-row.js';
import { listDrafts } from './read-drafts.js';

const MAX_LISTED = 500;

@Controller('/api/drafts')
export class DraftsController {
  constructor(private readonly work: UnitOfWork, private readonly clock: Clock, private readonly ids: Ids, private readonly settings: ConsoleSettings, private readonly drafts: DecideDrafts) {}

  /** `?state=ready` and so on; without it all that are not void. */
  @Get()
  list(@Query('state') state: string | undefined): Promise<DraftView[]> {
    const at = { ...this.settings.forViews(), now: this.clock.now() };
    return this.work.read(function* () {
      const rows = yield* listDrafts(state ?? null, MAX_LISTED);
      const names = yield* leadNames(rows.map(({ lead_id }) => lead_id));
      return rows.map((row) => draftViewOf(row, { ...at, leadName: names.get(row.lead_id) ?? '' }));
    });
  }

  @Post(':id/approve')
  @HttpCode(200)
  approve(@Param('id') id: string, @JsonBody(approveBody) body: z.infer<typeof approveBody>, @Caller() caller: Identity): Promise<DraftView> {
    return this.drafts.decide(id, { action: 'approve', contentHash: body.contentHash, approvalId: this.ids.next() }, caller);
  }

  @Post(':id/reject')
  @HttpCode(200)
  reject(@Param('id') id: string, @JsonBody(rejectBody) body: z.infer<typeof rejectBody>, @Caller() caller: Identity): Promise<DraftView> {
    return this.drafts.decide(id, { action: 'reject', reason: body.reason }, caller);
  }

  @Post(':id/revise')
  @HttpCode(200)
  revise(@Param('id') id: string, @JsonBody(reviseBody) body: z.infer<typeof reviseBody>, @Caller() caller: Identity): Promise<DraftView> {
    return this.drafts.decide(id, { action: 'revise', ...body, hashOf: contentHashOf }, caller);
  }
}
