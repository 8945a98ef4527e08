import type { EventMessage } from '#contracts';
import { learnAssigned, learnResearched, unknownLead, type DeliveryLead } from '../../../apps/delivery/src/delivery-lead.js';
import { planEffects, type PlanInputs, type Trigger } from '../../../apps/delivery/src/plan-effects.js';
import type { StageParts } from './stage-parts.js';
import { inboxRows, inList, leadIdsOf, type Stage } from './stage.js';

const LEADS = { table: 'delivery_leads', columns: ['lead_id', 'known', 'updated_at'], key: ['lead_id'] };

type Learn = (lead: DeliveryLead, event: EventMessage<any>) => DeliveryLead;

/** Delivery learns who owns a lead and plans what is to leave for it: nothing, since the bench is connected to nobody. */
export const deliveryStage = (parts: StageParts): Stage => learning('lead.assigned.v1', 'assigned', learnAssigned, parts);

/** The same with what research found of it. */
export const deliveryResearchStage = (parts: StageParts): Stage => learning('lead.researched.v1', 'researched', learnResearched, parts);

function learning(topic: string, trigger: Trigger, learn: Learn, { connections, assignment, outreach }: StageParts): Stage {
  const inputs: PlanInputs = { connections, assignment: assignment.config, outreach: outreach?.document ?? null, publicUrl: '' };
  return {
    group: 'delivery', topic,
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [{ sql: `SELECT lead_id, known FROM delivery_leads WHERE lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch, [found], { now }) {
      const at = now();
      const known = new Map((found as { lead_id: string; known: string }[]).map((row) => [row.lead_id, (JSON.parse(row.known) as { data: DeliveryLead }).data]));
      const leads = batch.map((event) => learn(known.get(event.leadId) ?? unknownLead(event.leadId), event));
      const planned = leads.flatMap((lead) => planEffects(trigger, lead, inputs));
      if (planned.length > 0) throw new Error(`${planned.length} effects are planned: the bench is connected to nobody.`);
      return { rows: [inboxRows('delivery', batch, at), { into: LEADS, values: leads.map((lead) => [lead.leadId, JSON.stringify({ keyId: `lead:${lead.leadId}`, sealed: false, data: lead }), at]) }], events: [] };
    },
  };
}
