import { Module } from '@nestjs/common';
import { CrmClients, SlackWebhook } from '#connectors';
import { Environment, SafeHttp } from '#platform';
import { DeliverLeadsConsumer } from './deliver-leads.consumer.js';
import { Outside } from './make-call.js';
import { SettleEffects } from './settle-effects.js';

@Module({
  controllers: [DeliverLeadsConsumer, SettleEffects],
  providers: [{
    provide: Outside,
    inject: [SafeHttp, Environment],
    useFactory: (http: SafeHttp, environment: Environment) => new Outside(new CrmClients(http, environment), new SlackWebhook(http, environment)),
  }],
})
export class DeliveryModule {}
