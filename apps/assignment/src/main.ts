import { runMain } from '#platform';
import { assignmentService } from './assignment.service.js';

await runMain(assignmentService);
