import { Module } from '@nestjs/common';
import { CrmClients, outsideMigration, SlackWebhook, SmtpMail } from '#connectors';
import { configChecks } from '#domain';
import { Clock, Environment, SafeHttp, type ServiceDefinition } from '#platform';
import { DeliverLeadsConsumer } from './deliver-leads.consumer.js';
import { deliveryMigration } from './delivery.tables.js';
import { EndEffects } from './end-effects.js';
import { Outside } from './make-call.js';
import { AddressDigest } from './outreach/address-digest.js';
import { outreachMigration } from './outreach/outreach.tables.js';
import { UnsubscribeController } from './outreach/unsubscribe.controller.js';
import { SettleEffects } from './settle-effects.js';

@Module({
  controllers: [DeliverLeadsConsumer, SettleEffects, UnsubscribeController],
  providers: [AddressDigest, EndEffects, {
    provide: Outside,
    inject: [SafeHttp, Environment, Clock],
    useFactory: (http: SafeHttp, environment: Environment, clock: Clock) => new Outside(new CrmClients(http, environment, clock), new SlackWebhook(http, environment), new SmtpMail(environment)),
  }],
})
export class DeliveryModule {}

/** The way out: what was decided is written into the CRM, told to the rep, and handed on when a human approved it. */
export const deliveryService: ServiceDefinition = { name: 'delivery', module: DeliveryModule, migrations: [outsideMigration, deliveryMigration, outreachMigration], configs: ['connections', 'assignment', 'outreach'], checks: configChecks };
