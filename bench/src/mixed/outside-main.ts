import { startOutside } from './outside-server.js';

/** The outside as a process: `node outside-main.js <milliseconds that a provider takes>`. Tells its parent its place. */
const { place } = await startOutside(Number(process.argv[2]));
process.send!({ place });
for (const ending of ['SIGTERM', 'disconnect']) process.once(ending, () => process.exit(0));
