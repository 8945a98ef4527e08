import { writePoison } from '../faults/poison.js';
import { poisonRecords, type PoisonRecord } from '../faults/poison-records.js';
import { rateOf } from '../measure-rate.js';
import type { World } from '../verdict/world.js';
import type { Span } from '../verdict/longest-wait.js';
import { median, round } from './figures.js';
import { staged, type StagedDrill } from './staged-drill.js';

/** One after the other: clean, poisoned, clean, poisoned … of each so many. */
const PAIRS = 3;
const SUBMISSIONS = 100;
const AT_ONCE = 16;
const KEPT_WITHIN_S = 60;
const LEAST_SHARE = 0.01;
const LEAST_RATE = 0.9;

interface Phase extends Span { readonly poisoned: boolean }
interface Notes { readonly phases: readonly Phase[]; readonly written: readonly (PoisonRecord & { readonly at: number })[] }

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export const poison: StagedDrill<Notes> = {
  name: 'poison', says: `${SUBMISSIONS} submissions as fast as they are taken, ${PAIRS} times clean and ${PAIRS} times with a hundredth of poison in the topics, in turn`,

  async play(stage, maxPerSecond) {
    const phases: Phase[] = [];
    const written: (PoisonRecord & { at: number })[] = [];
    for (let n = 0; n < 2 * PAIRS; n += 1) {
      const poisoned = n % 2 === 1;
      const from = Date.now();
      const records = poisoned ? poisonRecords(n) : [];
      // Spread over the time in which leads are worked on.
      const everyMs = ((SUBMISSIONS / maxPerSecond) * 1_000 * 0.75) / Math.max(1, records.length);
      await Promise.all([
        stage.load.sendFirst(SUBMISSIONS, AT_ONCE),
        writePoison(records, everyMs, { kafka: stage.kafka, prefix: stage.prefix, sleep, poisoned: (record) => written.push({ ...record, at: Date.now() }) }),
      ]);
      await stage.rest();
      phases.push({ poisoned, from, to: Date.now() });
      stage.say(`${poisoned ? 'poisoned' : 'clean   '} phase ${n + 1} of ${2 * PAIRS}: ${Math.round((Date.now() - from) / 1_000)} s until rest`);
    }
    const seconds = phases.reduce((sum, { from, to }) => sum + (to - from), 0) / 1_000;
    return { happened: written.length, seconds, perSecond: (2 * PAIRS * SUBMISSIONS) / seconds, poison: written, notes: { phases, written } };
  },

  judge({ phases, written }, { world, assignments }) {
    const rates = (poisoned: boolean): number[] => phases.filter((phase) => phase.poisoned === poisoned)
      .map(({ from, to }) => rateOf(assignments.map(({ at }) => at).filter((at) => at >= from && at <= to), from));
    const [clean, poisoned] = [rates(false), rates(true)];
    // Of neighbours, because what else the machine does changes from minute to minute.
    const ratios = poisoned.map((rate, n) => rate / clean[n]!);
    const ratio = median(ratios);
    const share = shareOfPoison(world, phases);
    const waits = waitsOf(written, world);
    const kept = waits.filter((wait) => wait !== null);
    const slowest = Math.max(...kept);
    return {
      figures: {
        cleanPerSecond: clean.map((rate) => round(rate, 2)), poisonedPerSecond: poisoned.map((rate) => round(rate, 2)), ratios: ratios.map((one) => round(one, 2)), ratio: round(ratio, 2),
        records: written.length, classes: new Set(written.map(({ what }) => what)).size, share: round(share, 4), deadLetters: kept.length, ofDeadLetters: waits.length, slowest: round(slowest), median: round(median(kept)),
      },
      aims: [
        { says: `${round(share * 100, 2)} % of the records in the poisoned phases are poison, wanted are at least ${LEAST_SHARE * 100} %`, met: share >= LEAST_SHARE },
        { says: `${kept.length} of ${waits.length} dead letters of poison are there with a cause, one for each record and app that hears it`, met: waits.length > 0 && kept.length === waits.length },
        { says: `the slowest was there ${round(slowest)} s after its record, wanted is ${KEPT_WITHIN_S} s`, met: slowest <= KEPT_WITHIN_S },
        { says: `with poison ${round(ratio * 100)} % of the leads a second of the clean phase before it (median of ${ratios.length}), wanted are ${LEAST_RATE * 100} %`, met: ratio >= LEAST_RATE },
      ],
    };
  },
};

/** Of all records that were written in the poisoned phases. */
function shareOfPoison({ records }: World, phases: readonly Phase[]): number {
  const poisoned = phases.filter((phase) => phase.poisoned);
  const bad = records.filter((record) => record.poison !== null).length;
  const good = records.filter(({ poison: what, event }) => what === null && poisoned.some(({ from, to }) => Date.parse(event?.occurredAt) >= from && Date.parse(event?.occurredAt) <= to)).length;
  return bad / (bad + good);
}

/** Seconds from a record to its dead letter, for each app that hears it; null where there is none, or none with a cause. */
export function waitsOf(written: Notes['written'], { deadLetters }: Pick<World, 'deadLetters'>): (number | null)[] {
  return written.flatMap(({ key, heardBy, at }) => heardBy.map((app) => {
    const letter = deadLetters.find((one) => one.app === app && one.lead_id === key && one.failure?.code);
    return letter ? Math.max(0, letter.first_failed_at - at) / 1_000 : null;
  }));
}

export const poisonDrill = staged(poison);
