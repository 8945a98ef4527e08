import { Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { CrmClients } from '#connectors';
import { configChecks } from '#domain';
import { Clock, Environment, SafeHttp, type ServiceDefinition } from '#platform';
import { CheckAccess } from './connections/check-access.js';
import { ConnectionsController } from './connections/connections.controller.js';
import { SendTestLead } from './connections/send-test-lead.js';
import { ImportsController } from './imports/imports.controller.js';
import { importsMigration } from './imports/imports.tables.js';
import { ReceiveImport } from './imports/receive-import.js';
import { WorkImportConsumer } from './imports/work-import.consumer.js';
import { IntakeKeys } from './intake-keys.js';
import { intakeMigrations } from './intake.tables.js';
import { KnownConnections } from './known-connections.js';
import { ReadAgainConsumer } from './read-again.consumer.js';
import { ReadBackConsumer } from './read-back.consumer.js';
import { ReadCall } from './read-call.js';
import { ReadRecords } from './read-records.js';
import { ReceiveCallController } from './receive-call.controller.js';
import { ReceiveLeadsController } from './receive-leads.controller.js';
import { ReconcileConsumer } from './reconcile/reconcile.consumer.js';
import { reconcileMigration } from './reconcile/reconcile.tables.js';
import { StartReconciling } from './reconcile/start-reconciling.js';
import { Refusals } from './refusals.js';
import { SettleSubmissions } from './settle-submissions.js';
import { TakeCalls } from './take-calls.js';
import { TellChangesConsumer } from './tell-changes.consumer.js';
import { ZohoChannelConsumer } from './zoho-channel.consumer.js';
import { StartZohoChannels } from './zoho-start-channels.js';

@Module({
  controllers: [ReceiveCallController, ReceiveLeadsController, ConnectionsController, ReadAgainConsumer, ReadBackConsumer, TellChangesConsumer, ReconcileConsumer, ZohoChannelConsumer, ImportsController, WorkImportConsumer],
  providers: [
    KnownConnections, IntakeKeys, ReadCall, ReadRecords, TakeCalls, SettleSubmissions, Refusals, ReceiveImport, StartReconciling, StartZohoChannels, CheckAccess, SendTestLead,
    { provide: CrmClients, inject: [SafeHttp, Environment, Clock], useFactory: (http: SafeHttp, environment: Environment, clock: Clock) => new CrmClients(http, environment, clock) },
  ],
})
export class IntakeModule implements NestModule {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>, private readonly refusals: Refusals, private readonly connections: KnownConnections) {}

  /** A body that is too large is refused before any route sees it; it counts with the other refusals. Runs before routes are made. */
  configure(): void {
    this.host.httpAdapter.getInstance().addHook('onError', async (request, _reply, error) => {
      const { connection } = request.params as { connection?: string };
      if (connection !== undefined && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') this.refusals.add(this.connections.has(connection) ? connection : null, 'body_too_large', 'At most 1 MiB is accepted.');
    });
  }
}

/** The way in: whose call it is, what it holds, and whose lead each submission is. */
export const intakeService: ServiceDefinition = { name: 'intake', module: IntakeModule, migrations: [...intakeMigrations, importsMigration, reconcileMigration], configs: ['connections', 'assignment'], checks: configChecks };
