import { Module } from '@nestjs/common';
import { configChecks } from '#domain';
import type { ServiceDefinition } from '#platform';
import { AnswerLeadController } from './answer-lead.controller.js';
import { AssignLeads } from './assign-leads.js';
import { AssignLeadsConsumer } from './assign-leads.consumer.js';
import { assignmentMigrations } from './assignment.store.js';
import { WhyController } from './why.controller.js';

@Module({ controllers: [AssignLeadsConsumer, AnswerLeadController, WhyController], providers: [AssignLeads] })
export class AssignmentModule {}

export const assignmentService: ServiceDefinition = { name: 'assignment', module: AssignmentModule, migrations: assignmentMigrations, configs: ['assignment'], checks: configChecks };
