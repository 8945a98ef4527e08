import { Module } from '@nestjs/common';
import { outsideMigration } from '#connectors';
import { configChecks } from '#domain';
import type { ServiceDefinition } from '#platform';
import { AskProviders } from './ask/ask-providers.js';
import { Asks } from './ask/asks.js';
import { Providers } from './ask/providers.js';
import { standingsMigration } from './ask/standings.store.js';
import { WatchProviders } from './ask/watch-providers.js';
import { DirectoryHolder } from './directory-holder.js';
import { EnrichLead } from './enrich-lead.js';
import { EnrichLeadsConsumer } from './enrich-leads.consumer.js';
import { enrichmentMigrations } from './enrichment.store.js';
import { FactsController } from './facts.controller.js';
import { AnswerController } from './question/answer.controller.js';
import { AskModel } from './model/ask-model.js';
import { WordLeads } from './model/word-leads.js';
import { SpendController } from './spend.controller.js';

@Module({ controllers: [EnrichLeadsConsumer, AskProviders, WordLeads, FactsController, AnswerController, SpendController], providers: [AskModel, Asks, EnrichLead, DirectoryHolder, Providers, WatchProviders] })
export class EnrichmentModule {}

export const enrichmentService: ServiceDefinition = { name: 'enrichment', module: EnrichmentModule, migrations: [outsideMigration, ...enrichmentMigrations, standingsMigration], configs: ['enrichment', 'icp'], checks: configChecks };
