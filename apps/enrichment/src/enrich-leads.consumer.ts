import { Controller } from '@nestjs/common';
import { leadCaptured, leadChanged, leadResearched, type Fact, type LeadCaptured, type LeadChanged, type LeadResearched } from '#contracts';
import { OnBatch, Outbox, type Batch } from '#messaging';
import { Clock } from '#platform';
import { applyChanges } from './apply-changes.js';
import { EnrichLead } from './enrich-lead.js';
import { keepFacts, keepRuns, leadsWithFacts } from './enrichment.store.js';

/** Leads come in by the batch; each is enriched by itself, and what came out of all of them is one transaction. */
@Controller()
export class EnrichLeadsConsumer {
  constructor(private readonly enrichLead: EnrichLead, private readonly outbox: Outbox, private readonly clock: Clock) {}

  @OnBatch(leadCaptured)
  async enrichLeads(batch: Batch<LeadCaptured>): Promise<void> {
    const { outbox } = this;
    const runs = batch.map((message) => this.enrichLead.run({ leadId: message.leadId, lead: message.data.lead, known: [], cause: message })).map(({ value }) => value);
    await batch.commit({
      *write() {
        yield* keepRuns(runs);
        yield* outbox.publish(runs.flatMap(({ events }) => events));
      },
    });
  }

  /** What research proved becomes known of the lead; research judged the fit itself. */
  @OnBatch(leadResearched)
  async keepResearch(batch: Batch<LeadResearched>): Promise<void> {
    const at = this.clock.now();
    const found = batch.messages.map(({ leadId, data }) => ({ leadId, at, facts: data.facts.filter(({ origin }) => origin === 'research') }));
    await batch.commit({ write: () => keepFacts(found) });
  }

  /** A sender changed known leads: applied per field where newer; a new run only where an input changed. */
  @OnBatch(leadChanged)
  async applyChanges(batch: Batch<LeadChanged>): Promise<void> {
    const { enrichLead, outbox } = this;
    const changes = Map.groupBy(batch.messages, ({ leadId }) => leadId);
    const leadIds = [...changes.keys()].sort();
    await batch.commit({
      lock: leadIds.map((leadId) => `lead:${leadId}`),
      read: () => leadsWithFacts(leadIds),
      decide: (leads) => [...leads].flatMap(([leadId, { lead, facts }]) => {
        const messages = changes.get(leadId)!;
        const known = messages.reduce<readonly Fact[]>((before, { data }) => applyChanges(lead, before, data), facts);
        return known === facts ? [] : [enrichLead.run({ leadId, lead, known, cause: messages.at(-1)! })];
      }),
      *write(runs) {
        yield* keepRuns(runs);
        yield* outbox.publish(runs.flatMap(({ events }) => events));
      },
    });
  }
}
