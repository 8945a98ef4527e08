import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { assignmentConfig, connectionsConfig, openPersonal, type CrmRef, type EventMessage, type LeadAssigned, type LeadEscalated, type LeadMerged, type LeadResearched, type OutreachApproved } from '#contracts';
import { aCompany, aFit, aLead, anAssignedLead } from '#testing';
import { learnApproved, learnAssigned, learnEscalated, learnMerged, learnResearched, objectAt, unknownLead, type DeliveryLead } from './delivery-lead.js';
import type { PlannedEffect } from './effect.js';
import { planEffects, type Trigger } from './plan-effects.js';

const file = (name: string): unknown => parse(readFileSync(`config/${name}.yaml`, 'utf8'));
const inputs = { connections: connectionsConfig.parse(writingBack({})), assignment: assignmentConfig.parse(file('assignment')), publicUrl: 'https://leads.rimewell.example' };
const home: CrmRef = { connection: 'hubspot-main', system: 'hubspot', objectType: 'contacts', objectId: '77' };

function writingBack(writeBack: object): unknown {
  const raw = file('connections') as { connections: Record<string, { crm: { writeBack: object } }> };
  raw.connections['hubspot-main']!.crm.writeBack = writeBack;
  return raw;
}

interface Heard { trigger: Trigger; learn: (lead: DeliveryLead) => DeliveryLead }
let sequence = 0;
const event = <D>(data: D, minute: number): EventMessage<D> => ({
  id: `e${minute}`, type: 't', version: 1, producer: 'p', leadId: 'tessa', sequence: (sequence += 1), occurredAt: `2026-11-22T09:${String(30 + minute)}:00.000Z`, correlationId: 'c', causationId: null, data,
});
const assigned = (more: Partial<LeadAssigned>, minute: number): Heard => { const one = event(anAssignedLead(more), minute); return { trigger: 'assigned', learn: (lead) => learnAssigned(lead, one) }; };
const merged = (crm: CrmRef[], minute: number): Heard => { const one = event<LeadMerged>({ submissionId: 's', connection: 'hubspot-main', matchedBy: 'email', lead: aLead({ crm }) }, minute); return { trigger: 'merged', learn: (lead) => learnMerged(lead, one) }; };
const researched = (employees: number, minute: number): Heard => {
  const one = event<LeadResearched>({ runId: 'r', depth: 'full', fit: aFit('fit'), company: aCompany({ employees }), facts: [], evidence: [], snapshots: [], looks: 1, looksAllowed: 12, spentMicro: 0, stop: 'clear', stopSentence: '', configs: [] }, minute);
  return { trigger: 'researched', learn: (lead) => learnResearched(lead, one) };
};
const approved = (approvalId: string, minute: number): Heard => {
  const one = event<OutreachApproved>({ draftId: 'd', approvalId, content: openPersonal('lead:tessa', { to: 't@x.example', subject: 's', sentences: [], footer: 'f' }), contentHash: 'h', approvedBy: 'nora', approvedAt: '2026-11-22T09:30:00.000Z', expiresAt: '2026-11-29T09:30:00.000Z' }, minute);
  return { trigger: 'approved', learn: (lead) => learnApproved(lead, one) };
};
const escalated = (minute: number): Heard => { const one = event<LeadEscalated>({ epoch: 2, rep: 'jonas', to: 'ruth', reason: 'No answer.' }, minute); return { trigger: 'escalated', learn: (lead) => learnEscalated(lead, one) }; };
const jonas = { epoch: 2, owner: { kind: 'rep' as const, rep: 'jonas', name: 'Jonas Achterfeld' }, short: 'By hand' };

/** The ledger after these events: what was planned first under a key stays. */
function hear(events: readonly Heard[], by = inputs): { lead: DeliveryLead; ledger: PlannedEffect[] } {
  const ledger = new Map<string, PlannedEffect>();
  let lead = unknownLead('tessa');
  for (const { trigger, learn } of events) {
    lead = learn(lead);
    for (const effect of planEffects(trigger, lead, by)) {
      const key = [effect.kind, effect.target, effect.occasion].join('|');
      if (!ledger.has(key)) ledger.set(key, effect);
    }
  }
  return { lead, ledger: [...ledger.values()] };
}

/** What will have happened in the end: the newest of each kind, without a create of what turned out to be there. Revisions of facts count what one lead has seen, so they are compared by their values. */
function outcome(events: readonly Heard[]): string[] {
  const { lead, ledger } = hear(events);
  const newest = ledger.filter(({ kind, target, rank }) => rank === null || !ledger.some((other) => other.kind === kind && other.target === target && other.rank !== null && other.rank > rank));
  return newest.filter(({ kind, target }) => !(kind === 'crm.create' && objectAt(lead, target)))
    .map(({ kind, target, occasion, content }) => [kind, target, content.kind === 'crm.facts' ? JSON.stringify(content.values) : content.kind === 'crm.owner' ? `${occasion} ${content.rep}` : occasion].join(' ')).sort();
}

describe('planning what is to leave for a lead', () => {
  it.each<[string, Heard[], string[]]>([
    ['nothing before it is assigned', [merged([home], 1), researched(610, 2), approved('A1', 3), escalated(4)], []],
    ['owner, facts and a notice for a lead that lives there', [assigned({ lead: aLead({ crm: [home] }) }, 1)], ['crm.owner hubspot-main epoch:1', 'crm.facts hubspot-main facts:1', 'notice.slack slack epoch:1']],
    ['a create before the rest for one that lives nowhere', [assigned({}, 1)], ['crm.create hubspot-main lead', 'crm.owner hubspot-main epoch:1', 'crm.facts hubspot-main facts:1', 'notice.slack slack epoch:1']],
    ['only a notice for one that is to live nowhere', [assigned({ lead: aLead({ createIn: null }) }, 1)], ['notice.slack slack epoch:1']],
    ['no owner and no notice for a queue that is told weekly', [assigned({ lead: aLead({ crm: [home] }), owner: { kind: 'queue', queue: 'not-a-fit', label: 'Not a fit', human: 'ruth' } }, 1)], ['crm.facts hubspot-main facts:1']],
    ['a notice for a queue that is told each time', [assigned({ lead: aLead({ createIn: null }), owner: { kind: 'queue', queue: 'lead-desk', label: 'Lead desk', human: 'kemal' } }, 1)], ['notice.slack slack epoch:1']],
    ['an approval that waited for the owner', [approved('A1', 1), assigned({ lead: aLead({ crm: [home] }) }, 2)], ['crm.owner hubspot-main epoch:1', 'crm.facts hubspot-main facts:1', 'crm.task hubspot-main approval:A1', 'notice.slack slack epoch:1']],
    ['no newer facts where nothing changed that a CRM shows', [assigned({ lead: aLead({ crm: [home] }) }, 1), researched(620, 2)], ['crm.owner hubspot-main epoch:1', 'crm.facts hubspot-main facts:1', 'notice.slack slack epoch:1']],
    ['an escalation to whom it names, once its assignment is known', [escalated(1), assigned({ lead: aLead({ createIn: null }), ...jonas }, 2)], ['notice.slack slack epoch:2', 'notice.slack slack escalated:2']],
  ])('plans %s', (_, events, planned) => {
    expect(hear(events).ledger.map(({ kind, target, occasion }) => `${kind} ${target} ${occasion}`)).toEqual(planned);
  });

  it('plans one note for each CRM that takes notes, however often the lead changes hands', () => {
    const taking = { ...inputs, connections: connectionsConfig.parse(writingBack({ note: true })) };
    const noted = (events: readonly Heard[]) => hear(events, taking).ledger.filter(({ kind }) => kind === 'crm.note').map(({ target, occasion, content }) => `${target} ${occasion} ${content.kind === 'crm.note' && content.text.includes('Nora Byrne-Quill')}`);
    expect(noted([assigned({}, 1), assigned({ ...jonas }, 2), merged([home], 3), researched(640, 4)])).toEqual(['hubspot-main lead true']);
  });

  it('comes to the same end in whatever order the events of a lead come, and however often', () => {
    const events = [assigned({}, 1), assigned({ ...jonas }, 2), merged([home], 3), researched(610, 4), researched(640, 5), approved('A1', 6), approved('A2', 7), escalated(8)];
    const anyOrder = fc.subarray(events).chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }), fc.subarray(some)));
    fc.assert(fc.property(anyOrder, ([some, shuffled, again]) => { expect(outcome([...shuffled, ...again])).toEqual(outcome(some)); }), { numRuns: 500 });
  });
});
