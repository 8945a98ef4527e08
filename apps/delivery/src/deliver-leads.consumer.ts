import { Controller } from '@nestjs/common';
import {
  leadAssigned, leadEscalated, leadMerged, leadResearched, outreachApproved,
  type Envelope, type EventMessage, type LeadAssigned, type LeadEscalated, type LeadMerged, type LeadResearched, type OutreachApproved,
} from '#contracts';
import { OnBatch, Tasks, type Batch } from '#messaging';
import { Clock, Configs, Environment, Ids } from '#platform';
import { learnApproved, learnAssigned, learnEscalated, learnMerged, learnResearched, type DeliveryLead } from './delivery-lead.js';
import type { PlannedEffect } from './effect.js';
import { insertEffects, readLeads, saveLeads, tasksOfPlanned } from './effect-ledger.js';
import { planEffects, type PlanInputs, type Trigger } from './plan-effects.js';

/** Learns of leads and plans what is to leave for them, one transaction per batch. What leaves, leaves from tasks (`settle-effects.ts`). */
@Controller()
export class DeliverLeadsConsumer {
  constructor(private readonly clock: Clock, private readonly ids: Ids, private readonly configs: Configs, private readonly environment: Environment, private readonly tasks: Tasks) {}

  @OnBatch(leadAssigned)
  assigned(batch: Batch<LeadAssigned>): Promise<void> {
    return this.take(batch, 'assigned', learnAssigned);
  }

  @OnBatch(leadMerged)
  merged(batch: Batch<LeadMerged>): Promise<void> {
    return this.take(batch, 'merged', learnMerged);
  }

  @OnBatch(leadResearched)
  researched(batch: Batch<LeadResearched>): Promise<void> {
    return this.take(batch, 'researched', learnResearched);
  }

  @OnBatch(outreachApproved)
  approved(batch: Batch<OutreachApproved>): Promise<void> {
    return this.take(batch, 'approved', learnApproved);
  }

  @OnBatch(leadEscalated)
  escalated(batch: Batch<LeadEscalated>): Promise<void> {
    return this.take(batch, 'escalated', learnEscalated);
  }

  private async take<D>(batch: Batch<D>, trigger: Trigger, learn: (lead: DeliveryLead, event: EventMessage<D>) => DeliveryLead): Promise<void> {
    const { clock, ids, tasks } = this;
    const inputs = this.planInputs();
    const leadIds = [...new Set(batch.messages.map(({ leadId }) => leadId))].sort();
    await batch.commit({
      lock: leadIds.map((leadId) => `delivery:${leadId}`),
      read: () => readLeads(leadIds),
      decide: (known) => takeEvents(batch.messages, trigger, known, learn, inputs),
      *write({ leads, planned }) {
        const now = clock.now();
        yield* saveLeads(leads, now);
        yield* insertEffects(planned.map((item) => ({ ...item, id: ids.next() })), now);
        yield* tasks.add(yield* tasksOfPlanned(leadIds));
      },
    });
  }

  /** Without connections or reps there is nothing to write to and nobody to tell. */
  private planInputs(): PlanInputs | null {
    const connections = this.configs.get('connections')?.document;
    const assignment = this.configs.get('assignment')?.document;
    const outreach = this.configs.get('outreach')?.document ?? null;
    return connections && assignment ? { connections, assignment, outreach, publicUrl: this.environment.publicUrl } : null;
  }
}

/** Each event in turn: learn, then plan. An approval that was planned lives on in the ledger only. */
function takeEvents<D>(
  events: readonly EventMessage<D>[], trigger: Trigger, known: readonly DeliveryLead[],
  learn: (lead: DeliveryLead, event: EventMessage<D>) => DeliveryLead, inputs: PlanInputs | null,
): { leads: DeliveryLead[]; planned: { effect: PlannedEffect; cause: Envelope }[] } {
  const leads = new Map(known.map((lead) => [lead.leadId, lead]));
  const planned: { effect: PlannedEffect; cause: Envelope }[] = [];
  for (const event of events) {
    const lead = learn(leads.get(event.leadId)!, event);
    const effects = inputs ? planEffects(trigger, lead, inputs) : [];
    const { data: _, ...cause } = event;
    planned.push(...effects.map((effect) => ({ effect, cause })));
    leads.set(event.leadId, effects.some(({ content }) => 'approval' in content) ? { ...lead, approvals: [] } : lead);
  }
  return { leads: [...leads.values()], planned };
}
