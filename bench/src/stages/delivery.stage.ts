import type { EventMessage, LeadAssigned } from '#contracts';
import { learnAssigned, unknownLead } from '../../../apps/delivery/src/delivery-lead.js';
import { planEffects, type PlanInputs } from '../../../apps/delivery/src/plan-effects.js';
import type { StageParts } from './stage-parts.js';
import { inboxRows, inList, leadIdsOf, type Stage } from './stage.js';

const LEADS = { table: 'delivery_leads', columns: ['lead_id', 'known', 'updated_at'] };

/** Delivery learns of a lead and plans what is to leave for it: nothing, since the bench is connected to nobody. */
export function deliveryStage({ connections, assignment }: StageParts): Stage {
  const inputs: PlanInputs = { connections, assignment: assignment.config, outreach: null, publicUrl: '' };
  return {
    group: 'delivery', topic: 'lead.assigned.v1',
    reads(batch) {
      const ids = leadIdsOf(batch);
      return [{ sql: `SELECT lead_id FROM delivery_leads WHERE lead_id IN ${inList(ids)}`, params: ids }];
    },
    run(batch: readonly EventMessage<LeadAssigned>[], [known], { now }) {
      if (known!.length > 0) throw new Error(`Delivery knows ${known!.length} leads already: the floor hears of each once.`);
      const at = now();
      const leads = batch.map((event) => learnAssigned(unknownLead(event.leadId), event));
      const planned = leads.flatMap((lead) => planEffects('assigned', lead, inputs));
      if (planned.length > 0) throw new Error(`${planned.length} effects are planned: the bench is connected to nobody.`);
      return { rows: [inboxRows('delivery', batch, at), { into: LEADS, values: leads.map((lead) => [lead.leadId, JSON.stringify({ keyId: `lead:${lead.leadId}`, sealed: false, data: lead }), at]) }], events: [] };
    },
  };
}
