import { Module } from '@nestjs/common';
import { outsideMigration } from '#connectors';
import { configChecks } from '#domain';
import type { ServiceDefinition } from '#platform';
import { PublishDrafts } from './draft/publish-drafts.js';
import { WordDrafts } from './draft/word-drafts.js';
import { AskModel } from './model/ask-model.js';
import { exchangesMigration } from './model/exchanges.store.js';
import { PublicSources } from './outside/public-sources.js';
import { ResearchLeadsConsumer } from './research-leads.consumer.js';
import { ResearchRunsController } from './research-runs.controller.js';
import { researchMigrations } from './research.store.js';
import { RunResearch } from './run-research.js';

@Module({ controllers: [ResearchLeadsConsumer, RunResearch, WordDrafts, ResearchRunsController], providers: [AskModel, PublishDrafts, PublicSources] })
export class ResearchModule {}

export const researchService: ServiceDefinition = { name: 'research', module: ResearchModule, migrations: [outsideMigration, ...researchMigrations, exchangesMigration], configs: ['icp', 'outreach', 'enrichment'], checks: configChecks };
