import { Module } from '@nestjs/common';
import { configChecks } from '#domain';
import type { ServiceDefinition } from '#platform';
import { PublishDrafts } from './draft/publish-drafts.js';
import { PublicSources } from './outside/public-sources.js';
import { ResearchLeadsConsumer } from './research-leads.consumer.js';
import { ResearchRunsController } from './research-runs.controller.js';
import { researchMigrations } from './research.store.js';
import { RunResearch } from './run-research.js';

@Module({ controllers: [ResearchLeadsConsumer, RunResearch, ResearchRunsController], providers: [PublishDrafts, PublicSources] })
export class ResearchModule {}

export const researchService: ServiceDefinition = { name: 'research', module: ResearchModule, migrations: researchMigrations, configs: ['icp', 'outreach'], checks: configChecks };
