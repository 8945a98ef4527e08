import { outsideMigration } from '#connectors';
import type { ServiceDefinition } from '#platform';
import { DeliveryModule } from './delivery.module.js';
import { deliveryMigration } from './delivery.tables.js';

/** The way out: what was decided is written into the CRM, told to the rep, and handed on when a human approved it. */
export const deliveryService: ServiceDefinition = {
  name: 'delivery',
  module: DeliveryModule,
  migrations: [outsideMigration, deliveryMigration],
  configs: ['connections', 'assignment'],
};
