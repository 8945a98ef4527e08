import { Controller } from '@nestjs/common';
import { leadAssigned, outreachRejected, researchRequested, type EventMessage, type LeadAssigned, type OutreachRejected, type ResearchRequested } from '#contracts';
import { OnBatch, Tasks, type Batch } from '#messaging';
import { Clock } from '#platform';
import { dueDraft, withOwner, withRejection, type DueDraft, type ResearchLead } from './draft/draft-due.js';
import { PublishDrafts } from './draft/publish-drafts.js';
import { openRuns, readLeads, writeLeads, type KnownLeads } from './research.store.js';
import { RESEARCH_RUN, type ResearchTask } from './run-research.js';

/** Takes in what is asked, who owns a lead, and which drafts were refused. The looking itself is a task (`run-research.ts`). */
@Controller()
export class ResearchLeadsConsumer {
  constructor(private readonly tasks: Tasks, private readonly drafts: PublishDrafts, private readonly clock: Clock) {}

  @OnBatch(researchRequested)
  async requested(batch: Batch<ResearchRequested>): Promise<void> {
    const { tasks } = this;
    const { messages } = batch;
    await batch.commit({
      *write() {
        yield* openRuns(messages);
        yield* tasks.add(messages.map(({ leadId, data: { runId } }) => ({ kind: RESEARCH_RUN, key: runId, leadId, payload: { runId } satisfies ResearchTask })));
      },
    });
  }

  @OnBatch(leadAssigned)
  async assigned(batch: Batch<LeadAssigned>): Promise<void> {
    await this.learn(batch, (lead, event) => withOwner(lead, event.data));
  }

  @OnBatch(outreachRejected)
  async rejected(batch: Batch<OutreachRejected>): Promise<void> {
    await this.learn(batch, (lead, event, { drafts }) => {
      const draft = drafts.get(event.data.draftId);
      return draft ? withRejection(lead, draft.epoch) : lead;
    });
  }

  private async learn<D>(batch: Batch<D>, take: (lead: ResearchLead, event: EventMessage<D>, known: KnownLeads) => ResearchLead): Promise<void> {
    const { drafts, clock } = this;
    const leadIds = [...new Set(batch.messages.map(({ leadId }) => leadId))].sort();
    await batch.commit({
      lock: leadIds.map((leadId) => `research:${leadId}`),
      read: () => readLeads(leadIds),
      decide: (known) => learned(batch.messages, known, take),
      *write({ leads, due }) {
        yield* writeLeads(leads, clock.now());
        yield* drafts.publish(due);
      },
    });
  }
}

/** Each event in turn. Of several owners in one batch only the last one is written to. */
function learned<D>(events: readonly EventMessage<D>[], known: KnownLeads, take: (lead: ResearchLead, event: EventMessage<D>, known: KnownLeads) => ResearchLead): { leads: ResearchLead[]; due: DueDraft[] } {
  const leads = new Map(known.leads);
  const causes = new Map<string, EventMessage<D>>();
  for (const event of events) {
    const before = leads.get(event.leadId)!;
    const after = take(before, event, known);
    if (after !== before) causes.set(event.leadId, event);
    leads.set(event.leadId, after);
  }
  const made = new Set(known.drafts.keys());
  const due = [...causes].flatMap(([leadId, { data: _, ...cause }]) => dueDraft(leads.get(leadId)!, made, cause));
  return { leads: [...causes.keys()].map((leadId) => leads.get(leadId)!), due };
}
