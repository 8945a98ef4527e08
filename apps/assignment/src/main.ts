import { runMain } from '#platform';
import { assignmentService } from './assignment.service.js';

await runMain(assignmentService, process.env, process.argv.slice(2));
