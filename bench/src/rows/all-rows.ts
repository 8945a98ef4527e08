import type { Row } from '../row.js';
import { distributedRow } from '../distributed/distributed.row.js';
import { embeddedRow } from './embedded.row.js';

/** In the order they run: later ones may compare themselves with earlier ones. */
export const allRows: readonly Row[] = [embeddedRow, distributedRow];
