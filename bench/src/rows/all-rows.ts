import type { Row } from '../row.js';
import { burstRow } from '../distributed/burst.row.js';
import { distributedRow } from '../distributed/distributed.row.js';
import { scalingRow } from '../distributed/scaling.row.js';
import { peersRow } from '../peers/peers.row.js';
import { embeddedRow } from './embedded.row.js';
import { gateRow } from './gate.row.js';
import { httpRow } from './http.row.js';
import { mixedRow } from './mixed.row.js';

/** In the order they run: later ones may compare themselves with earlier ones. */
export const allRows: readonly Row[] = [embeddedRow, mixedRow, httpRow, distributedRow, scalingRow, burstRow, peersRow];

/** What fits into two minutes: no servers to start. */
export const quickRows: readonly Row[] = [embeddedRow, mixedRow];

/** Not among them unless it is named. */
export const namedRows: readonly Row[] = [gateRow];
