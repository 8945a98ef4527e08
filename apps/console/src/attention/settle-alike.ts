import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { ProblemError, type AppName, type Identity, type retryManyBody, type SettledManyView, type SettledView } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Clock, Ids } from '#platform';
import { AskOwner } from '../forward/ask-owner.js';
import { writeAudit } from '../operations/write-audit.js';
import { filterWords, findAlike, type Alike } from './find-alike.js';

const MOST = 500;
const SHOWN = 20;
const DONE = { redrive: 'retried', discard: 'closed' } as const;

/** Settles many items that are alike, in the apps that own them; what each app did is on record before the next one is asked. */
@Injectable()
export class SettleAlike {
  constructor(private readonly work: UnitOfWork, private readonly owners: AskOwner, private readonly clock: Clock, private readonly ids: Ids) {}

  /** At most 500, the oldest first; those that cannot be settled are passed over. Errors: 502 not_settled when an app refuses; Failure SERVICE.UNREACHABLE. What was done before stays done. */
  async settle(action: 'redrive' | 'discard', body: z.infer<typeof retryManyBody>, caller: Identity): Promise<SettledManyView> {
    const found = await this.work.read(() => findAlike(body, this.clock.now()));
    const outcome: SettledView = { settled: [], refused: [] };
    for (let rest = body.dryRun ? [] : found; rest.length > 0 && outcome.settled.length < MOST;) {
      const some = rest.slice(0, MOST - outcome.settled.length);
      rest = rest.slice(some.length);
      for (const [app, items] of Map.groupBy(some, (item) => item.app)) {
        const { settled, refused } = await this.ask(app, items, action, body, caller);
        outcome.settled.push(...settled);
        outcome.refused.push(...refused);
      }
    }
    const gone = outcome.refused.filter(({ code }) => code !== 'not_retryable').length;
    return { matched: found.length, settled: outcome.settled.length, refusedCount: outcome.refused.length, refused: outcome.refused.slice(0, SHOWN), left: found.length - outcome.settled.length - gone };
  }

  private async ask(app: AppName, items: readonly Alike[], action: 'redrive' | 'discard', body: z.infer<typeof retryManyBody>, caller: Identity): Promise<SettledView> {
    const ids = items.map(({ id }) => id);
    const asked = { ids, ...(action === 'discard' ? { reason: body.reason } : {}) };
    const answer = await this.owners.ask(app, { method: 'POST', path: `/internal/dead-letters/${action}`, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(asked)) }, caller);
    if (answer.status !== 200) throw new ProblemError(502, 'not_settled', 'Not settled', `${app} answered ${answer.status}; its items are as they were. Try again.`);
    const outcome = JSON.parse(answer.body.toString('utf8')) as SettledView;
    if (outcome.settled.length === 0) return outcome;
    const detail = `${outcome.settled.length} of ${ids.length} ${DONE[action]}: ${filterWords(body)}.${body.reason ? ` Because: ${body.reason}` : ''}`;
    const record = { id: this.ids.next(), at: this.clock.now(), user_id: caller.user, action: `attention.${action}-many`, subject: app, detail };
    await this.work.transact({ *write() { yield* writeAudit(record); } });
    return outcome;
  }
}
