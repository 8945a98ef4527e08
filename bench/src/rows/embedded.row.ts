import { embeddedFloor } from '../embedded/embedded-floor.js';
import { embeddedSubject } from '../embedded/embedded-subject.js';
import { measurePairs, ratiosOf } from '../measure/pairs.js';
import type { Row } from '../row.js';

/** The lead job on one SQLite file. */
export const embeddedRow: Row = {
  name: 'embedded',
  says: 'one process on one SQLite file, against the same by hand',
  async run(bench) {
    const pairs = await measurePairs(bench, embeddedFloor, embeddedSubject);
    return { figures: pairs, lines: [ratiosOf(pairs, 0).join(' ')] };
  },
};
