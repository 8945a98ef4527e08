import type { Fault } from '../fault.js';
import { brokerKill } from './broker-kill.js';
import { brokersDown } from './brokers-down.js';
import { cutConnections } from './cut-connections.js';
import { databaseKill } from './database-kill.js';
import { diskFull } from './disk-full.js';
import { duplicates } from './duplicates.js';
import { failpointsFault } from './failpoints.js';
import { killApps } from './kill-apps.js';
import { lostCommits } from './lost-commits.js';
import { offsetsToZero } from './offsets-to-zero.js';
import { poisonFault } from './poison.js';
import { rebalances } from './rebalances.js';
import { rollingRestarts } from './rolling-restarts.js';
import { zombies } from './zombies.js';

export const allFaults = (): Fault[] => [
  killApps, failpointsFault(), brokerKill, brokersDown, databaseKill, cutConnections, lostCommits, zombies, rebalances, rollingRestarts, poisonFault(), duplicates, offsetsToZero, diskFull,
];
