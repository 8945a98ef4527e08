import { serveFloor } from '../embedded/serve-floor.js';
import { openMixedFloor } from './mixed-floor.js';

/** `node mixed-floor-main.js <folder> <host and port of the outside>` */
await serveFloor((onFatal) => openMixedFloor(process.argv[2]!, process.argv[3]!, onFatal));
