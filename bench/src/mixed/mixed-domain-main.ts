import { leadsFrom } from '../leads.js';
import { loadParts } from '../stages/stage-parts.js';
import { decideMixed } from './decide-mixed.js';

/** `node mixed-domain-main.js <config> <warm-up> <leads>`: tells its parent the CPU-seconds that the decisions of so many leads took. */
const [configDir, warmUp, leads] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
const parts = await loadParts(configDir);
await decideMixed(leadsFrom(0, warmUp), parts, Date.now());
const sent = leadsFrom(warmUp, leads);
const before = process.cpuUsage();
await decideMixed(sent, parts, Date.now());
const { user, system } = process.cpuUsage(before);
process.send!({ cpuSeconds: (user + system) / 1_000_000 }, () => process.exit(0));
