import { Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ProblemError, republishBody, type RepublishView } from '#contracts';
import { Outbox } from '#messaging';
import { UnitOfWork } from '#persistence';
import { JsonBody } from '../http/parameters.js';

/** Events in one call: one transaction, one publish. */
const PAGE = 500;
/** So much may wait for the brokers before more is added. */
const MOST_WAITING = 2_000;

/** Publishes once more what this app has published, page by page, so that what people see can be built again. */
@Controller('/internal/republish')
export class RepublishController {
  constructor(private readonly work: UnitOfWork, private readonly outbox: Outbox) {}

  /** Errors: 503 outbox_behind, with Retry-After: the page before is still on its way. */
  @Post()
  @HttpCode(200)
  async republish(@JsonBody(republishBody) { after = 0, since, leads, dryRun = false }: z.infer<typeof republishBody>): Promise<RepublishView> {
    const { history } = this.outbox;
    if (!history) throw new ProblemError(409, 'no_history', 'Nothing is kept', 'This app keeps nothing of what it has published.');
    const query = { after, since: since === undefined ? null : Date.parse(since), leads: leads ?? null, limit: PAGE };
    return this.work.transact({
      *read() {
        const waiting = yield* history.waiting();
        if (!dryRun && waiting > MOST_WAITING) throw new ProblemError(503, 'outbox_behind', 'Not yet', `${waiting} events still wait for the brokers. Ask again in a second.`, {}, { 'retry-after': '1' });
        return yield* history.page(query);
      },
      *write({ events, next }) {
        if (!dryRun && events.length > 0) yield* history.publishAgain(events);
        return { events: events.length, next };
      },
    });
  }
}
