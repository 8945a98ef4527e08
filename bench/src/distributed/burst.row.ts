import { readFileSync } from 'node:fs';
import { APPS } from '#contracts';
import { CALL, leadsFrom } from '../leads.js';
import { round } from '../measure/load.js';
import { work } from '../measure/measure-side.js';
import { peakMiB } from '../measure/memory.js';
import type { Row, RunningSide } from '../row.js';
import { withServers } from './bench-servers.js';
import { distributedSubject } from './distributed-subject.js';
import { sendBurst, type Burst } from './send-burst.js';

/** A quiet day takes a quarter of what the machine does; the burst is ten times that. */
const QUIET_SHARE = 0.25;
const TIMES = 10;
const SECONDS = { full: 60, quick: 15 };

/** Ten times the load of a quiet day: what is accepted must be kept, what is refused must be told when to come again, nobody may outgrow its container. */
export const burstRow: Row = {
  name: 'burst',
  says: `${TIMES} times the load for ${SECONDS.full} s, then rest`,
  run: (bench) => withServers(bench, async (servers) => {
    const running = await distributedSubject(servers, { name: 'burst' }).start(bench.folder('burst'));
    try {
      await work(running, 0, bench.warmUp);
      const maxPerSecond = await rateOf(running, bench.warmUp);
      const seconds = bench.quick ? SECONDS.quick : SECONDS.full;
      const perSecond = Math.round(maxPerSecond * QUIET_SHARE * TIMES);
      bench.say(`burst: ${perSecond} leads/s for ${seconds} s; the machine does ${Math.round(maxPerSecond)}`);
      const before = bench.warmUp * 2;
      const burst = await sendBurst(running.url, { first: before, perSecond, seconds });
      const restMs = await timed(() => running.settled(0));
      const total = (await running.assignedAt()).size;
      const afterMs = await timed(async () => {
        await running.send(leadsFrom(before + burst.sent, CALL));
        await running.settled(0);
      });
      const limitMiB = memoryLimit();
      const rssMiB = Object.fromEntries(APPS.map((app) => [app, Math.round(Math.max(...running.parts[app]!.map(peakMiB)))]));
      const problems = [...(await problemsOf(running, burst, before, total)), ...APPS.filter((app) => rssMiB[app]! > limitMiB).map((app) => `${app} had ${rssMiB[app]} MiB, its container may have ${limitMiB}`)];
      if (problems.length > 0) throw new Error(`The burst was not stood: ${problems.join('; ')}.`);
      const { refused, refusedSilently, unanswered, sent } = burst;
      const figures = { perSecond, seconds, maxPerSecond: round(maxPerSecond, 0), sent, accepted: burst.accepted.size, refused, refusedSilently, unanswered, restSeconds: round(restMs / 1_000, 1), callAfterMs: round(afterMs, 0), limitMiB, rssMiB };
      return {
        figures,
        lines: [
          `${sent} leads in ${seconds} s, ${perSecond}/s where ${figures.maxPerSecond}/s are done: ${figures.accepted} accepted and all of them decided, ${refused} refused, ${unanswered} without an answer`,
          `at rest ${figures.restSeconds} s later; then a call of ${CALL} is through in ${figures.callAfterMs} ms; MiB at most (limit ${limitMiB}): ${APPS.map((app) => `${app} ${rssMiB[app]}`).join(', ')}`,
        ],
      };
    } finally {
      await running.stop();
    }
  }),
};

/** Leads a second, measured by as many leads as the warm-up had. */
async function rateOf(running: RunningSide, leads: number): Promise<number> {
  return (leads * 1_000) / (await timed(() => work(running, leads, leads)));
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** `before`: leads that were there before the burst; `total`: decided after it. */
async function problemsOf(running: RunningSide, { accepted, refusedSilently, unanswered }: Burst, before: number, total: number): Promise<string[]> {
  const decided = await running.assignedAt();
  const lost = [...accepted].filter((leadId) => !decided.has(leadId)).length;
  const problems = [...(await running.verify(total + CALL))];
  if (lost > 0) problems.push(`${lost} leads were accepted and are not decided`);
  if (total < before + accepted.size || total > before + accepted.size + unanswered) problems.push(`${total} leads are decided; ${before} were there before, ${accepted.size} were accepted and ${unanswered} got no answer`);
  if (refusedSilently > 0) problems.push(`${refusedSilently} leads were refused without 429 or 503 and the time to come again`);
  return problems;
}

/** What a container of any app may have, MiB. */
function memoryLimit(): number {
  const file = 'deploy/kubernetes/app/deployment.yaml';
  const limit = /limits: \{.*memory: (\d+)Mi\}/.exec(readFileSync(file, 'utf8'));
  if (!limit) throw new Error(`${file} names no memory limit in Mi.`);
  return Number(limit[1]);
}
