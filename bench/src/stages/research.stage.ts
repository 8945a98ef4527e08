import type { EventMessage, LeadAssigned } from '#contracts';
import { unknownLead, withOwner } from '../../../apps/research/src/draft/draft-due.js';
import { inboxRows, inList, leadIdsOf, type Stage } from './stage.js';

const LEADS = { table: 'research_leads', columns: ['lead_id', 'assigned', 'result', 'rejected_epoch', 'updated_at'] };

/** Research learns who owns a lead; a draft is due when it has found something too. */
export const researchStage: Stage = {
  group: 'research', topic: 'lead.assigned.v1',
  reads(batch) {
    const ids = leadIdsOf(batch);
    return [{ sql: `SELECT lead_id FROM research_leads WHERE lead_id IN ${inList(ids)}`, params: ids }];
  },
  run(batch: readonly EventMessage<LeadAssigned>[], [known], { now }) {
    if (known!.length > 0) throw new Error(`Research knows ${known!.length} leads already: the floor hears of each once.`);
    const at = now();
    const leads = batch.map(({ leadId, data }) => withOwner(unknownLead(leadId), data));
    return { rows: [inboxRows('research', batch, at), { into: LEADS, values: leads.map(({ leadId, assigned, rejectedEpoch }) => [leadId, JSON.stringify(assigned), null, rejectedEpoch, at]) }], events: [] };
  },
};
