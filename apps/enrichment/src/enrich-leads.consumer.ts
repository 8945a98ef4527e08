import { Controller } from '@nestjs/common';
import { leadCaptured, leadChanged, leadResearched, type Fact, type LeadCaptured, type LeadChanged, type LeadResearched } from '#contracts';
import { OnBatch, Outbox, Tasks, type Batch } from '#messaging';
import { Clock, Configs } from '#platform';
import { applyChanges } from './apply-changes.js';
import { newAsk } from './ask/ask.js';
import { askTasks } from './ask/ask-providers.js';
import { readAsks, saveAsks, toldAsks } from './ask/asks.store.js';
import { EnrichLead } from './enrich-lead.js';
import { keepFacts, keepRuns, leadsWithFacts } from './enrichment.store.js';
import { openQuestionsOf } from './question/answers.store.js';
import { disputedLeads, withProven } from './question/disputed-leads.js';

/**
 * Leads come in by the batch; each is enriched by itself, and what came out of all of them is one transaction. A lead that a
 * paid provider or a model could complete leaves the batch: its run is kept, and it is told by `ask-providers.ts`.
 */
@Controller()
export class EnrichLeadsConsumer {
  constructor(private readonly enrichLead: EnrichLead, private readonly outbox: Outbox, private readonly tasks: Tasks, private readonly configs: Configs, private readonly clock: Clock) {}

  @OnBatch(leadCaptured)
  async enrichLeads(batch: Batch<LeadCaptured>): Promise<void> {
    const { outbox, tasks } = this;
    const tellBy = this.clock.now() + (this.configs.get('enrichment')?.document.deadline ?? 0);
    const runs = batch.map((message) => this.enrichLead.run({ leadId: message.leadId, lead: message.data.lead, known: [], cause: message }));
    const asking = runs.filter(({ value }) => value.questions.length + value.modelUses.length > 0);
    await batch.commit({
      read: () => readAsks(asking.map(({ value }) => value.leadId)),
      decide: (asked) => asking.filter(({ value }) => !asked.has(value.leadId)).map(({ message: { data: _, ...cause } }) => newAsk(cause.leadId, cause, tellBy)),
      *write(asks) {
        const leave = new Set(asks.map(({ leadId }) => leadId));
        yield* keepRuns(runs.map(({ value }) => value));
        yield* saveAsks(asks);
        yield* tasks.add(askTasks(asks));
        yield* outbox.publish(runs.flatMap(({ value }) => (leave.has(value.leadId) ? [] : value.events)));
      },
    });
  }

  /** What research proved becomes known of the lead; research judged the fit itself. Where sources still disagree the owner is asked. */
  @OnBatch(leadResearched)
  async keepResearch(batch: Batch<LeadResearched>): Promise<void> {
    const { enrichLead, outbox } = this;
    const at = this.clock.now();
    const proven = ({ data }: { data: LeadResearched }) => data.facts.filter(({ origin }) => origin === 'research');
    const disputed = disputedLeads(batch.messages);
    const leadIds = disputed.map(({ leadId }) => leadId).sort();
    await batch.commit({
      lock: leadIds.map((leadId) => `lead:${leadId}`),
      *read() {
        return { leads: yield* leadsWithFacts(leadIds), open: yield* openQuestionsOf(leadIds) };
      },
      decide: ({ leads, open }) => disputed.flatMap((message) => {
        const stored = leads.get(message.leadId);
        const run = stored && enrichLead.run({ ...stored, known: withProven(stored.facts, proven(message)), cause: message, isResearched: true });
        return run?.question && run.question.id !== open.get(message.leadId)?.id ? [run] : [];
      }),
      *write(runs, { leads }) {
        yield* keepFacts(batch.messages.map((message) => ({ leadId: message.leadId, at, facts: proven(message) })));
        yield* keepRuns(runs);
        yield* saveAsks(toldAsks(runs, leads));
        yield* outbox.publish(runs.map(({ enriched }) => enriched));
      },
    });
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
      decide: (leads) => [...leads.values()].flatMap((stored) => {
        const messages = changes.get(stored.leadId)!;
        const known = messages.reduce<readonly Fact[]>((before, { data }) => applyChanges(stored.lead, before, data), stored.facts);
        return known === stored.facts ? [] : [enrichLead.run({ ...stored, known, cause: messages.at(-1)! })];
      }),
      *write(runs, leads) {
        yield* keepRuns(runs);
        yield* saveAsks(toldAsks(runs, leads));
        yield* outbox.publish(runs.flatMap(({ events }) => events));
      },
    });
  }
}
