import { embeddedFloor } from '../embedded/embedded-floor.js';
import { embeddedSubject } from '../embedded/embedded-subject.js';
import { rawFastify } from '../http/raw-fastify.js';
import { measureLatency } from '../measure/latency.js';
import { round } from '../measure/load.js';
import { measureSide } from '../measure/measure-side.js';
import { spreadOf } from '../measure/spread.js';
import type { Measurement, Row, Side } from '../row.js';

const SINGLY = { call: 1, inFlight: 32 };
/** A burst of single calls is slow to send; more would tell nothing else. */
const MOST_LEADS = 5_000;

const SAMPLES = { full: 1_000, quick: 250 };

/** Leads that come one by one, 32 calls on their way at a time. */
export const httpRow: Row = {
  name: 'http',
  says: 'a call for each lead, against the same by hand and against a raw Fastify door that stores nothing',
  async run(bench) {
    const size = { warmUp: bench.warmUp, leads: Math.min(bench.leads, MOST_LEADS) };
    const domain = await bench.domainCpuPer1k();
    const runs: Record<'raw' | 'floor' | 'subject', Measurement>[] = [];
    for (let number = 1; number <= bench.pairs; number += 1) {
      const run = (side: Side): Promise<Measurement> => measureSide(side, bench.folder(`http-${side.name}-${number}`), size, SINGLY);
      const measured = { raw: await run(rawFastify), floor: await run(embeddedFloor), subject: await run(embeddedSubject) };
      bench.say(`${number}/${bench.pairs}: ${Object.entries(measured).map(([name, { cpuPer1k, leadsPerSec, loadBefore }]) => `${name} ${cpuPer1k.toFixed(3)} CPU-s per 1,000, ${Math.round(leadsPerSec)}/s (load ${loadBefore})`).join('; ')}`);
      runs.push(measured);
    }
    const of = (value: (run: (typeof runs)[number]) => number, digits = 3): number => round(spreadOf(runs.map(value)).median, digits);
    const leadsPerSec = of(({ subject }) => subject.leadsPerSec, 0);
    const perSecond = Math.round(leadsPerSec / 2);
    const latencyOf = (side: Side) => measureLatency(side, bench.folder(`http-${side.name}-latency`), { warmUp: bench.warmUp, perSecond, samples: bench.quick ? SAMPLES.quick : SAMPLES.full });
    const [floorLatency, latency] = [await latencyOf(embeddedFloor), await latencyOf(embeddedSubject)];
    const figures = {
      leads: size.leads, cpuPer1k: of(({ subject }) => subject.cpuPer1k), floorCpuPer1k: of(({ floor }) => floor.cpuPer1k), rawFastifyCpuPer1k: of(({ raw }) => raw.cpuPer1k),
      ratio: of(({ subject, floor }) => (subject.cpuPer1k - domain) / (floor.cpuPer1k - domain), 2),
      leadsPerSec, floorLeadsPerSec: of(({ floor }) => floor.leadsPerSec, 0), rawFastifyLeadsPerSec: of(({ raw }) => raw.leadsPerSec, 0),
      rssMiB: of(({ subject }) => subject.rssMiB, 0),
      halfPerSecond: perSecond, latencySamples: latency.samples, p50Ms: round(latency.p50Ms, 1), p99Ms: round(latency.p99Ms, 1), floorP50Ms: round(floorLatency.p50Ms, 1), floorP99Ms: round(floorLatency.p99Ms, 1),
    };
    return {
      figures,
      lines: [
        `CPU-s per 1,000 leads: ${figures.cpuPer1k}, by hand ${figures.floorCpuPer1k} (machinery ${figures.ratio} times the floor's), a door that stores nothing ${figures.rawFastifyCpuPer1k}`,
        `${figures.leadsPerSec} leads/s (floor ${figures.floorLeadsPerSec}, door alone ${figures.rawFastifyLeadsPerSec}), at most ${figures.rssMiB} MiB`,
        `sent to assigned at half of that, ${perSecond}/s: p50 ${figures.p50Ms} ms, p99 ${figures.p99Ms} ms (floor ${figures.floorP50Ms}, ${figures.floorP99Ms}; ${latency.samples} leads each)`,
      ],
    };
  },
};
