import type { Connection, ConnectionsConfig, EffectKind, OutreachConfig } from '#contracts';
import { objectAt, type DeliveryLead } from './delivery-lead.js';
import type { PlannedEffect } from './effect.js';
import { openPerson } from './open-person.js';
import { planNotices, type NoticeInputs } from './plan-notices.js';
import { writeNote } from './write-note.js';

export type Trigger = 'assigned' | 'merged' | 'researched' | 'approved' | 'escalated';

export interface PlanInputs extends NoticeInputs {
  /** Null: approved texts go to a CRM. */
  readonly outreach?: OutreachConfig | null;
}

/** What each event may set off. A lead that comes to live in a CRM after its assignment is written there then. */
const setsOff: Readonly<Record<Trigger, readonly EffectKind[]>> = {
  assigned: ['crm.create', 'crm.owner', 'crm.facts', 'crm.note', 'crm.task', 'mail.send', 'notice.slack', 'notice.mail'],
  merged: ['crm.create', 'crm.owner', 'crm.facts', 'crm.note', 'crm.task', 'mail.send'],
  researched: ['crm.facts'],
  approved: ['crm.task', 'mail.send'],
  escalated: ['notice.slack', 'notice.mail'],
};

/**
 * Everything that should leave for a lead, given all that is known of it. Effects that were planned before come out again
 * under the same (kind, target, subject, occasion), where the ledger ignores them: so events may come in any order, twice.
 * Nothing leaves before the lead is assigned.
 */
export function planEffects(trigger: Trigger, lead: DeliveryLead, inputs: PlanInputs): PlannedEffect[] {
  if (!lead.assignment || !lead.snapshot) return [];
  const targets = crmTargets(lead, inputs.connections);
  const wanted = [
    ...targets.flatMap((target) => crmEffects(lead, target, inputs)),
    ...(inputs.outreach?.send.by === 'smtp' ? mailEffects(lead) : taskEffects(lead, targets)),
    ...planNotices(trigger, lead, inputs),
  ];
  return wanted.filter(({ kind }) => setsOff[trigger].includes(kind));
}

interface CrmTarget { readonly name: string; readonly writeBack: { owner: boolean; facts: string; task: boolean; note: boolean } }

const NO_ACCOUNT = { owner: true, facts: 'propose-only', task: true, note: false };

/** The CRM connections a lead is written to: where it lives, else the one it is to be created in. An observed one needs no account. */
function crmTargets(lead: DeliveryLead, { connections }: ConnectionsConfig): CrmTarget[] {
  const homes = [...new Set(lead.crm.map(({ connection }) => connection))];
  const names = homes.length > 0 ? homes : lead.snapshot?.createIn ? [lead.snapshot.createIn] : [];
  return names.flatMap((name) => {
    const connection: Connection | undefined = connections[name];
    return connection?.crm || connection?.mode === 'observe' ? [{ name, writeBack: connection.crm?.writeBack ?? NO_ACCOUNT }] : [];
  });
}

function crmEffects(lead: DeliveryLead, { name, writeBack }: CrmTarget, inputs: PlanInputs): PlannedEffect[] {
  const { leadId, facts } = lead;
  const { epoch, owner } = lead.assignment!;
  const base = { target: name, subject: leadId };
  const effects: PlannedEffect[] = [];
  if (!objectAt(lead, name)) effects.push({ ...base, kind: 'crm.create', occasion: 'lead', rank: null, content: { kind: 'crm.create', lead: asCrmLead(lead) } });
  if (writeBack.owner && owner.kind === 'rep') {
    effects.push({ ...base, kind: 'crm.owner', occasion: `epoch:${epoch}`, rank: epoch, content: { kind: 'crm.owner', rep: owner.rep, name: owner.name } });
  }
  if (writeBack.facts !== 'never' && facts.revision > 0) {
    effects.push({ ...base, kind: 'crm.facts', occasion: `facts:${facts.revision}`, rank: facts.revision, content: { kind: 'crm.facts', values: facts.values } });
  }
  if (writeBack.note) effects.push({ ...base, kind: 'crm.note', occasion: 'lead', rank: null, content: { kind: 'crm.note', text: writeNote(lead, inputs) } });
  return effects;
}

/** Approved texts go to one CRM only. Without one they are planned all the same: someone approved them and must hear that they did not leave. */
function taskEffects(lead: DeliveryLead, targets: readonly CrmTarget[]): PlannedEffect[] {
  const target = targets.find(({ writeBack }) => writeBack.task)?.name ?? lead.snapshot!.connection;
  const { owner } = lead.assignment!;
  return lead.approvals.map((approval) => ({
    kind: 'crm.task', target, subject: lead.leadId, occasion: `approval:${approval.approvalId}`, rank: null,
    content: { kind: 'crm.task', approval, rep: owner.kind === 'rep' ? owner.rep : null },
  }));
}

/** Approved texts that leave from here, as their owner's mail. */
function mailEffects(lead: DeliveryLead): PlannedEffect[] {
  const { owner } = lead.assignment!;
  return lead.approvals.map((approval) => ({
    kind: 'mail.send', target: 'mail', subject: lead.leadId, occasion: `approval:${approval.approvalId}`, rank: null,
    content: { kind: 'mail.send', approval, rep: owner.kind === 'rep' ? owner.rep : null },
  }));
}

function asCrmLead({ leadId, snapshot, company }: DeliveryLead) {
  const person = openPerson(snapshot!.person);
  return {
    leadId,
    email: person.email, firstName: person.firstName, lastName: person.lastName, phone: person.phone, title: person.title,
    company: company?.name ?? snapshot!.company.name,
    website: company?.domain ?? snapshot!.company.domain,
    country: company?.country ?? snapshot!.company.country,
  };
}
