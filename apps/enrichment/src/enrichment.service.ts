import { Module } from '@nestjs/common';
import { configChecks } from '#domain';
import type { ServiceDefinition } from '#platform';
import { DirectoryHolder } from './directory-holder.js';
import { EnrichLead } from './enrich-lead.js';
import { EnrichLeadsConsumer } from './enrich-leads.consumer.js';
import { enrichmentMigrations } from './enrichment.store.js';
import { FactsController } from './facts.controller.js';

@Module({ controllers: [EnrichLeadsConsumer, FactsController], providers: [EnrichLead, DirectoryHolder] })
export class EnrichmentModule {}

export const enrichmentService: ServiceDefinition = { name: 'enrichment', module: EnrichmentModule, migrations: enrichmentMigrations, configs: ['enrichment', 'icp'], checks: configChecks };
