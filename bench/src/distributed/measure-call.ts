import { CALL, leadsFrom } from '../leads.js';
import { assertVerified } from '../measure/measure-side.js';
import type { Side } from '../row.js';

/** Calls that are counted one by one; timers of a second add to some of them, so the least counts. */
const CALLS = 20;

/**
 * What one call of 100 leads costs in commits, statements and requests to brokers, from the door until every consumer is done: of
 * each the least of many calls, since nothing went by the clock in that one. So it is the same at every run. Errors: those of the
 * side, and rows that are wrong.
 */
export async function measureCall(side: Side, folder: string, warmUp: number): Promise<Readonly<Record<string, number>>> {
  const running = await side.start(folder);
  try {
    let sent = 0;
    const send = async (): Promise<void> => {
      await running.send(leadsFrom(sent, CALL));
      sent += CALL;
      await running.settled(sent);
    };
    while (sent < warmUp) await send();
    const least: Record<string, number> = {};
    let before = await running.counts();
    for (let call = 0; call < CALLS; call += 1) {
      await send();
      const after = await running.counts();
      for (const [name, count] of Object.entries(after)) least[name] = Math.min(least[name] ?? Infinity, count - (before[name] ?? 0));
      before = after;
    }
    await assertVerified(side, running, sent);
    return least;
  } finally {
    await running.stop();
  }
}
