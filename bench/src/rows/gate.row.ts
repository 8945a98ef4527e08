import { embeddedFloor } from '../embedded/embedded-floor.js';
import { embeddedSubject, embeddedSubjectWith } from '../embedded/embedded-subject.js';
import { measureCounts } from '../embedded/measure-counts.js';
import { round } from '../measure/load.js';
import { measurePairs, ratiosOf } from '../measure/pairs.js';
import { median } from '../measure/spread.js';
import type { Row } from '../row.js';

/** Few, so that a test can wait for it; the ratio of a pair says little, the median of three enough for a quarter's slack. */
const SHORT = { leads: 1_000, pairs: 3 };

/**
 * What a change must not make worse unnoticed: `gate.int.spec.ts` holds these figures to `bench/gate.json`. Statements differ by some
 * hundredths with how calls and batches happen to meet; one more for each lead is a whole.
 */
export const gateRow: Row = {
  name: 'gate',
  says: 'the embedded row, short: counts that hardly differ from run to run, and a ratio',
  async run(bench) {
    const domainCpuPer1k = await bench.domainCpuPer1k();
    const { commits, statements } = await measureCounts(embeddedSubjectWith, bench.folder('gate-counts'), bench.warmUp);
    const ratio = round(median(ratiosOf(await measurePairs({ ...bench, ...SHORT }, embeddedFloor, embeddedSubject), domainCpuPer1k)), 2);
    return { figures: { commitsPerLead: commits, statementsPerLead: statements, ratio }, lines: [`per lead, in calls of 100: ${commits} commits, ${statements} statements; machinery ${ratio} times the floor's`] };
  },
};
