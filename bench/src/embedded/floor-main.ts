import { openFloor } from './open-floor.js';
import { serveFloor } from './serve-floor.js';

/** `node floor-main.js <folder>` */
await serveFloor((onFatal) => openFloor(process.argv[2]!, onFatal));
