import { embeddedSubject } from '../embedded/embedded-subject.js';
import { measureSide } from '../measure/measure-side.js';
import type { Row } from '../row.js';

/** The lead job on one SQLite file. */
export const embeddedRow: Row = {
  name: 'embedded',
  says: 'one process on one SQLite file, against the same by hand',
  async run(bench) {
    const { cpuPer1k, leadsPerSec, rssMiB, perLead } = await measureSide(embeddedSubject, bench.folder('embedded'), bench);
    return { figures: { cpuPer1k, leadsPerSec, rssMiB, ...perLead }, lines: [`${cpuPer1k.toFixed(3)} CPU-s per 1,000 leads, ${Math.round(leadsPerSec)} leads/s, ${Math.round(rssMiB)} MiB`] };
  },
};
