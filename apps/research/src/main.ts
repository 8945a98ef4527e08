import { runMain } from '#platform';
import { researchService } from './research.service.js';

await runMain(researchService);
