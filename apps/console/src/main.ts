import { runMain } from '#platform';
import { consoleService } from './console.service.js';

await runMain(consoleService, process.env, process.argv.slice(2));
