import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { CALL, leadsFrom } from '../leads.js';
import { assertVerified } from '../measure/measure-side.js';
import type { RunningSide, Side } from '../row.js';

export interface SqliteCounts { readonly commits: number; readonly statements: number }

/** Calls that are counted one by one; timers of a second add to some of them, so the least counts. */
const CALLS = 20;

/**
 * What one call of 100 leads costs in commits and statements, per lead, from the door until every consumer is done. The least of
 * many calls: no timer fired in that one, so it is the same at every run. Errors: those of the side, and rows that are wrong.
 */
export async function measureCounts(sideWith: (env: Readonly<Record<string, string>>) => Side, folder: string, warmUp: number): Promise<SqliteCounts> {
  const file = `${folder}.counts.json`;
  const side = sideWith({ NODE_OPTIONS: `--import=${new URL('./count-statements.js', import.meta.url).href}`, BENCH_COUNTS: file });
  const running = await side.start(folder);
  try {
    let sent = 0;
    const perCall: SqliteCounts[] = [];
    const send = async (): Promise<void> => {
      await running.send(leadsFrom(sent, CALL));
      sent += CALL;
      await running.settled(sent);
    };
    while (sent < warmUp) await send();
    for (let call = 0; call < CALLS; call += 1) {
      const before = await askCounts(running, file);
      await send();
      const after = await askCounts(running, file);
      perCall.push({ commits: after.commits - before.commits, statements: after.statements - before.statements });
    }
    await assertVerified(side, running, sent);
    const least = (name: keyof SqliteCounts): number => Math.min(...perCall.map((counts) => counts[name])) / CALL;
    return { commits: least('commits'), statements: least('statements') };
  } finally {
    await running.stop();
  }
}

async function askCounts({ parts }: RunningSide, file: string): Promise<SqliteCounts> {
  rmSync(file, { force: true });
  process.kill(parts['services']![0]!, 'SIGUSR2');
  while (!existsSync(file)) await wait(2);
  return JSON.parse(readFileSync(file, 'utf8')) as SqliteCounts;
}
