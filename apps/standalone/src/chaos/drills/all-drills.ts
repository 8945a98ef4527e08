import { brokersDrill } from './brokers.js';
import type { Drill } from './drill.js';
import { outageDrill } from './outage.js';
import { poisonDrill } from './poison.js';
import { restartsDrill } from './restarts.js';
import { stockDrill } from './stock.js';

export const allDrills: readonly Drill[] = [poisonDrill, brokersDrill, outageDrill, restartsDrill, stockDrill];
