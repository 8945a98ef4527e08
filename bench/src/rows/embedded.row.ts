import { embeddedFloor, embeddedFloorWith } from '../embedded/embedded-floor.js';
import { embeddedSubject, embeddedSubjectWith } from '../embedded/embedded-subject.js';
import { measureCounts } from '../embedded/measure-counts.js';
import { measureLatency } from '../measure/latency.js';
import { loadAverage, round } from '../measure/load.js';
import { measurePairs, ratiosOf, type Pair } from '../measure/pairs.js';
import { median, spreadOf } from '../measure/spread.js';
import type { Bench, Measurement, Row } from '../row.js';

const PER_SECOND = 50;
const SAMPLES = { full: 1_000, quick: 250 };

/** The lead job on one SQLite file. */
export const embeddedRow: Row = {
  name: 'embedded',
  says: 'one process on one SQLite file, against the same by hand',
  async run(bench) {
    const domainCpuPer1k = await bench.domainCpuPer1k();
    bench.say(`decisions alone: ${domainCpuPer1k.toFixed(3)} CPU-s per 1,000`);
    const pairs = await measurePairs(bench, embeddedFloor, embeddedSubject);
    const counts = await measureCounts(embeddedSubjectWith, bench.folder('embedded-counts'), bench.warmUp);
    const floorCounts = await measureCounts(embeddedFloorWith, bench.folder('embedded-floor-counts'), bench.warmUp);
    const floorLatency = await latencyOf(bench, embeddedFloor);
    const latency = await latencyOf(bench, embeddedSubject);
    const of = (value: (pair: Pair) => number, digits: number): number => round(median(pairs.map(value)), digits);
    const ratio = spreadOf(ratiosOf(pairs, domainCpuPer1k));
    const figures = {
      leads: bench.leads, load: loadAverage(),
      cpuPer1k: of(({ subject }) => subject.cpuPer1k, 3), domainCpuPer1k: round(domainCpuPer1k, 3), floorCpuPer1k: of(({ floor }) => floor.cpuPer1k, 3),
      ratio: round(ratio.median, 2), ratioMin: round(ratio.min, 2), ratioMax: round(ratio.max, 2),
      leadsPerSec: of(({ subject }) => subject.leadsPerSec, 0), floorLeadsPerSec: of(({ floor }) => floor.leadsPerSec, 0),
      rssMiB: of(({ subject }) => subject.rssMiB, 0), floorRssMiB: of(({ floor }) => floor.rssMiB, 0),
      commitsPerLead: counts.commits, statementsPerLead: counts.statements, floorCommitsPerLead: floorCounts.commits, floorStatementsPerLead: floorCounts.statements,
      bytesKeptPerLead: of(({ subject }) => perLead(subject, 'bytesKept'), 0), floorBytesKeptPerLead: of(({ floor }) => perLead(floor, 'bytesKept'), 0),
      bytesWrittenPerLead: of(({ subject }) => perLead(subject, 'bytesWritten'), 0), floorBytesWrittenPerLead: of(({ floor }) => perLead(floor, 'bytesWritten'), 0),
      latencySamples: latency.samples, p50Ms: round(latency.p50Ms, 1), p99Ms: round(latency.p99Ms, 1), floorP50Ms: round(floorLatency.p50Ms, 1), floorP99Ms: round(floorLatency.p99Ms, 1),
    };
    return {
      figures,
      lines: [
        `CPU-s per 1,000 leads: ${figures.cpuPer1k}, by hand ${figures.floorCpuPer1k}, decisions alone ${figures.domainCpuPer1k}; machinery ${figures.ratio} times the floor's (${figures.ratioMin} to ${figures.ratioMax}, ${pairs.length} pairs)`,
        `${figures.leadsPerSec} leads/s (floor ${figures.floorLeadsPerSec}), at most ${figures.rssMiB} MiB (floor ${figures.floorRssMiB})`,
        `per lead, in calls of 100: ${figures.commitsPerLead} commits, ${figures.statementsPerLead} statements (floor ${figures.floorCommitsPerLead}, ${figures.floorStatementsPerLead}); ${figures.bytesKeptPerLead} bytes kept, ${figures.bytesWrittenPerLead} written (floor ${figures.floorBytesKeptPerLead}, ${figures.floorBytesWrittenPerLead})`,
        `sent to assigned at ${PER_SECOND}/s: p50 ${figures.p50Ms} ms, p99 ${figures.p99Ms} ms (floor ${figures.floorP50Ms}, ${figures.floorP99Ms}; ${latency.samples} leads each)`,
      ],
    };
  },
};

const perLead = (measured: Measurement, name: string): number => measured.perLead[name]!;

const latencyOf = (bench: Bench, side: typeof embeddedFloor) =>
  measureLatency(side, bench.folder(`${side.name}-latency`), { warmUp: bench.warmUp, perSecond: PER_SECOND, samples: bench.quick ? SAMPLES.quick : SAMPLES.full });
