import { measureDomain } from '../domain/measure-domain.js';
import { loadAverage, round } from '../measure/load.js';
import { measurePairs, ratiosOf, type Pair } from '../measure/pairs.js';
import { median, spreadOf } from '../measure/spread.js';
import { writeMixedConfig } from '../mixed/mixed-leads.js';
import { mixedFloor, mixedSubject } from '../mixed/mixed-sides.js';
import { PROVIDER_MS, withOutside } from '../mixed/with-outside.js';
import type { Row } from '../row.js';

/** A side does some hundred leads a second at most, so that a quick bench has time for few, and for less warmth than the other rows. */
const QUICK = { warmUp: 400, leads: 400 };
/** Decisions alone are soon made. */
const DECIDED = { warmUp: 1_000, leads: 1_000 };

/**
 * Leads of which some wait for the outside: of ten, six are known by the directory, three need one call of a provider that takes
 * 100 ms, one is researched on a website that answers at once, by the agent without a model. All become a fit, the researched
 * ones with a draft. Both sides call the same outside, a process that belongs to none of them, over HTTP on kept connections,
 * eight calls and eight runs at a time.
 *
 * The floor does the outside work with its own HTTP, commits and rows; the loop of the agent (`runAgent`) and its sources are the
 * product's. `domainCpuPer1k` holds all that both sides decide with the same functions: also what an answer means, the runs of the
 * agent and the reading of pages.
 */
export const mixedRow: Row = {
  name: 'mixed',
  says: `60 % known by the directory, 30 % by one call of ${PROVIDER_MS} ms, 10 % researched; against the same by hand`,
  async run(asked) {
    const bench = asked.quick ? { ...asked, ...QUICK } : asked;
    const domain = await measureDomain(bench.folder('mixed-domain'), DECIDED, { program: new URL('../mixed/mixed-domain-main.js', import.meta.url), writeConfig: writeMixedConfig });
    bench.say(`decisions alone: ${domain.toFixed(3)} CPU-s per 1,000`);
    const pairs = await withOutside(bench.folder('mixed-outside'), (place) => measurePairs(bench, mixedFloor(place), mixedSubject(place)));
    const of = (value: (pair: Pair) => number, digits: number): number => round(median(pairs.map(value)), digits);
    const ratio = spreadOf(ratiosOf(pairs, domain));
    const figures = {
      leads: bench.leads, load: loadAverage(),
      cpuPer1k: of(({ subject }) => subject.cpuPer1k, 3), domainCpuPer1k: round(domain, 3), floorCpuPer1k: of(({ floor }) => floor.cpuPer1k, 3),
      ratio: round(ratio.median, 2), ratioMin: round(ratio.min, 2), ratioMax: round(ratio.max, 2),
      leadsPerSec: of(({ subject }) => subject.leadsPerSec, 0), floorLeadsPerSec: of(({ floor }) => floor.leadsPerSec, 0),
      rssMiB: of(({ subject }) => subject.rssMiB, 0), floorRssMiB: of(({ floor }) => floor.rssMiB, 0),
      bytesKeptPerLead: of(({ subject }) => subject.perLead['bytesKept']!, 0), floorBytesKeptPerLead: of(({ floor }) => floor.perLead['bytesKept']!, 0),
      bytesWrittenPerLead: of(({ subject }) => subject.perLead['bytesWritten']!, 0), floorBytesWrittenPerLead: of(({ floor }) => floor.perLead['bytesWritten']!, 0),
    };
    return {
      figures,
      lines: [
        `CPU-s per 1,000 leads: ${figures.cpuPer1k}, by hand ${figures.floorCpuPer1k}, decisions alone ${figures.domainCpuPer1k}; machinery ${figures.ratio} times the floor's (${figures.ratioMin} to ${figures.ratioMax}, ${pairs.length} pairs)`,
        `${figures.leadsPerSec} leads/s (floor ${figures.floorLeadsPerSec}), at most ${figures.rssMiB} MiB (floor ${figures.floorRssMiB}); ${figures.bytesKeptPerLead} bytes kept per lead, ${figures.bytesWrittenPerLead} written (floor ${figures.floorBytesKeptPerLead}, ${figures.floorBytesWrittenPerLead})`,
      ],
    };
  },
};
