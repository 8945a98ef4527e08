import { runMain } from '#platform';
import { enrichmentService } from './enrichment.service.js';

await runMain(enrichmentService, process.env, process.argv.slice(2));
