import { runMain } from '#platform';
import { researchService } from './research.service.js';

await runMain(researchService, process.env, process.argv.slice(2));
