import { FAILPOINTS } from '#persistence';
import { Random } from '../../../sandbox/src/world/random.js';
import { onStage, type StageOptions } from './chaos-stage.js';
import type { Fault, FaultContext } from './fault.js';
import { reportOf, type ChaosReport } from './report.js';
import { firstRound, scheduleFaults } from './schedule.js';
import { judgeWorld } from './verdict/all-invariants.js';
import type { World } from './verdict/world.js';

export interface ChaosOptions extends StageOptions {
  /** Load and faults last at least so long, and until each fault has happened. */
  readonly minutes: number;
  readonly faults: readonly Fault[];
  /** Null: a quarter of what the machine does; a larger number is brought down to that. */
  readonly leadsPerSecond: number | null;
}

/** Of what the machine does. More would be hidden by waiting: it must have room to catch up. */
export const LOAD_SHARE = 0.25;
const GAP_MS = 3_000;

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Measures, loads, makes trouble, waits for rest, and judges from outside. */
export async function runChaos({ minutes, faults: chosen, leadsPerSecond, ...options }: ChaosOptions): Promise<ChaosReport> {
  const { seed, say } = options;
  const skipped = Object.fromEntries(chosen.flatMap(({ name, impossible }) => (impossible?.() ? [[name, impossible()!]] : [])));
  for (const [name, why] of Object.entries(skipped)) say(`${name} is left out: ${why}.`);
  const faults = chosen.filter(({ name }) => !skipped[name]);
  return onStage(options, async (stage) => {
    const { apps, servers, proxy, kafka, prefix, load, dataDir } = stage;
    const maxPerSecond = await stage.warmUp();
    const perSecond = Math.min(leadsPerSecond ?? Infinity, maxPerSecond * LOAD_SHARE);
    say(`The load is ${perSecond.toFixed(2)} submissions a second (at most a quarter).`);

    const random = new Random(seed);
    const poison: World['poison'][number][] = [];
    const happened: Record<string, number> = {};
    const failpoints: Record<string, number> = faults.some(({ name }) => name === 'failpoints') ? Object.fromEntries(FAILPOINTS.map((name) => [name, 0])) : {};
    const troubles: string[] = [];
    const context: FaultContext = {
      apps, servers, proxy, random, kafka, prefix, sleep, dataDir,
      sent: () => load.sent.filter(({ refusal }) => refusal === null), sendAgain: (calls) => load.again(calls),
      fired: (name) => { failpoints[name] = (failpoints[name] ?? 0) + 1; }, poisoned: (record) => poison.push(record),
    };
    const began = performance.now();
    const { submissions, seconds } = await stage.underLoad(perSecond, async () => {
      let runs = 0;
      for (const fault of scheduleFaults(faults, random)) {
        const elapsed = (performance.now() - began) / 1_000;
        if (elapsed > minutes * 60 && runs >= firstRound(faults)) break;
        say(`${String(Math.round(elapsed)).padStart(4)} s  ${fault.name}: ${fault.says}`);
        try {
          happened[fault.name] = (happened[fault.name] ?? 0) + (await fault.run(context));
        } catch (error) {
          troubles.push(`${fault.name} could not be made to its end: ${(error as Error).message}`);
          say(`        ${troubles.at(-1)}`);
          await servers.bringBack();
          await apps.ready();
        }
        runs += 1;
        await sleep(GAP_MS);
      }
    });
    const world = await stage.atRest(poison);
    const facts = { seconds, skipped, seed, maxPerSecond, perSecond: submissions / seconds, faults: happened, failpoints, troubles, endedAlone: apps.endedAlone, approved: stage.approved };
    return reportOf(world, judgeWorld(world), facts, faults.map(({ name }) => name));
  });
}
