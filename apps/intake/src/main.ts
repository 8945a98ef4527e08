import { runMain } from '#platform';
import { intakeService } from './intake.service.js';

await runMain(intakeService, process.env, process.argv.slice(2));
