import { Controller } from '@nestjs/common';
import {
  leadAccepted, leadAssigned, leadCaptured, leadChanged, leadDeclined, leadEnriched, leadEscalated, leadMerged, leadResearched, researchRequested, submissionIgnored,
  type LeadAccepted, type LeadAssigned, type LeadCaptured, type LeadChanged, type LeadDeclined, type LeadEnriched, type LeadEscalated, type LeadMerged,
  type LeadResearched, type ResearchRequested, type SubmissionIgnored,
} from '#contracts';
import { OnBatch, type Batch } from '#messaging';
import { ProjectLeads } from './project-leads.js';

/** What happens to leads, as people will see it. */
@Controller()
export class LeadsConsumer {
  constructor(private readonly leads: ProjectLeads) {}

  @OnBatch(leadCaptured, { rebuilds: true })
  captured(batch: Batch<LeadCaptured>): Promise<void> {
    return this.leads.project(batch, ({ submissionId, lead }) => ({ id: submissionId, outcome: 'lead', rule: null, connection: lead.connection }));
  }

  @OnBatch(leadMerged, { rebuilds: true })
  merged(batch: Batch<LeadMerged>): Promise<void> {
    return this.leads.project(batch, ({ submissionId, connection }) => ({ id: submissionId, outcome: 'merged', rule: null, connection }));
  }

  @OnBatch(submissionIgnored, { rebuilds: true })
  ignored(batch: Batch<SubmissionIgnored>): Promise<void> {
    return this.leads.project(batch, ({ submissionId, rule, connection }) => ({ id: submissionId, outcome: 'ignored', rule, connection }));
  }

  @OnBatch(leadChanged, { rebuilds: true })
  changed(batch: Batch<LeadChanged>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(leadEnriched, { rebuilds: true })
  enriched(batch: Batch<LeadEnriched>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(researchRequested, { rebuilds: true })
  researchRequested(batch: Batch<ResearchRequested>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(leadResearched, { rebuilds: true })
  researched(batch: Batch<LeadResearched>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(leadAssigned, { rebuilds: true })
  assigned(batch: Batch<LeadAssigned>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(leadAccepted, { rebuilds: true })
  accepted(batch: Batch<LeadAccepted>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(leadDeclined, { rebuilds: true })
  declined(batch: Batch<LeadDeclined>): Promise<void> {
    return this.leads.project(batch);
  }

  @OnBatch(leadEscalated, { rebuilds: true })
  escalated(batch: Batch<LeadEscalated>): Promise<void> {
    return this.leads.project(batch);
  }
}
