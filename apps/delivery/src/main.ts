import { runMain } from '#platform';
import { deliveryService } from './delivery.service.js';

await runMain(deliveryService);
