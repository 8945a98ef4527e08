import { runMain } from '#platform';
import { deliveryService } from './delivery.service.js';

await runMain(deliveryService, process.env, process.argv.slice(2));
