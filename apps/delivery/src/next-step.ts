import { createHash } from 'node:crypto';
import { canonicalDraft } from '#contracts';
import { LOOK_LAG_MS, type CrmFacts, type CrmTask } from '#connectors';
import { objectAt, type DeliveryLead } from './delivery-lead.js';
import type { Approval, Effect, EffectContent } from './effect.js';
import { noticeStep } from './notice-step.js';
import { mailStep } from './outreach/mail-step.js';
import { writtenOut } from './outreach/written-out.js';
import type { Obstacle, Step, StepInputs } from './step.js';
import { targetLabel, wouldHaveSentence } from './word-effect.js';

type CrmContent = Extract<EffectContent, { kind: `crm.${string}` }>;

/** What to do with an effect now. Rules are asked in this order: already settled by others, observed, approved, possible, safe. */
export function nextStep(inputs: StepInputs): Step {
  const { effect, lead } = inputs;
  const newer = inputs.newer ?? newerAssignment(effect, lead);
  if (newer) return { step: 'record', state: 'superseded', sentence: `Not needed any more: ${occasionWords(newer)}.` };
  const label = targetLabel(effect, lead, inputs.connections);
  const object = objectAt(lead, effect.target);
  if (effect.kind === 'crm.create' && object && !effect.uncertain) {
    return { step: 'record', state: 'superseded', sentence: `Not needed: it lives in ${label} already (${object.objectId}).` };
  }
  if (isObserved(inputs)) return { step: 'record', state: 'would_have', sentence: wouldHaveSentence(effect, label) };
  const proposed = proposal(inputs, label);
  if (proposed) return proposed;
  const { content } = effect;
  if ('approval' in content) {
    const obstacle = checkApproval(content.approval, inputs.now);
    if (obstacle) return { step: 'fail', obstacle };
  }
  if (content.kind === 'mail.send') return mailStep(content, inputs);
  return content.kind === 'notice.slack' || content.kind === 'notice.mail' ? noticeStep(content, inputs) : crmStep(content, inputs, label);
}

/** Nobody is told of a lead that is not theirs any more, however its new owner is told. */
function newerAssignment({ kind, rank }: Effect, { assignment }: DeliveryLead): string | null {
  return kind.startsWith('notice.') && rank !== null && assignment && assignment.epoch > rank ? `epoch:${assignment.epoch}` : null;
}

const occasionWords = (occasion: string): string => {
  const [what, number] = occasion.split(':');
  return what === 'facts' ? 'newer facts replaced it' : `assignment ${number} replaced it`;
};

/** Nothing leaves for a lead of an observed sender, and nothing goes to an observed target. */
function isObserved({ effect, lead, connections }: StepInputs): boolean {
  if (lead.snapshot?.mode === 'observe') return true;
  if (effect.kind === 'notice.slack') return connections.notify.slack?.mode === 'observe';
  if (effect.kind === 'notice.mail') return connections.notify.mail?.mode === 'observe';
  return connections.connections[effect.target]?.mode === 'observe';
}

function proposal({ effect, connections }: StepInputs, label: string): Step | null {
  const policy = connections.connections[effect.target]?.crm?.writeBack.facts;
  if (effect.kind !== 'crm.facts' || policy !== 'propose-only') return null;
  return { step: 'record', state: 'would_have', sentence: `${wouldHaveSentence(effect, label).replace(/\.$/, '')}; this connection only proposes.` };
}

/** Nothing leaves but exactly what was approved, while the approval is good. */
function checkApproval({ content, contentHash, approvedBy, expiresAt }: Approval, now: number): Obstacle | null {
  if (createHash('sha256').update(canonicalDraft(content)).digest('hex') !== contentHash) {
    return { code: 'APPROVAL.CONTENT_CHANGED', why: `The text is not the one that ${approvedBy} approved: its fingerprint differs. Nothing was sent.`, fix: 'Open the draft and approve it again.', mayRetry: false };
  }
  if (expiresAt > now) return null;
  return { code: 'APPROVAL.EXPIRED', why: `The approval by ${approvedBy} was good until ${new Date(expiresAt).toISOString()}. Nothing was sent.`, fix: 'Open the draft and approve it again.', mayRetry: false };
}

function crmStep(content: CrmContent, { effect, lead, connections, assignment, now }: StepInputs, label: string): Step {
  const { target, uncertain: lookFirst } = effect;
  const account = connections.connections[target]?.crm;
  if (!account) {
    return { step: 'fail', obstacle: { code: 'DELIVERY.NO_ACCOUNT', why: `Connection ${target} has no CRM account behind it.`, fix: `Add crm to connection ${target} in connections.yaml, then retry.`, mayRetry: true } };
  }
  if (content.kind === 'crm.create') return soonEnough(effect, content.lead.email !== null, now) ?? { step: 'call', lookFirst, call: { to: 'crm', account, write: 'lead', lead: content.lead } };
  const objectId = objectAt(lead, target)?.objectId;
  if (!objectId) return { step: 'wait' };
  switch (content.kind) {
    case 'crm.owner': {
      const userId = assignment.reps[content.rep]?.crmUser[target];
      if (userId) return { step: 'call', lookFirst, call: { to: 'crm', account, write: 'owner', objectId, userId } };
      return { step: 'fail', obstacle: { code: 'DELIVERY.NO_CRM_USER', why: `${content.name} has no user id for ${target}, so ${label} cannot be told who that is.`, fix: `Add crmUser.${target} to rep "${content.rep}" in assignment.yaml, then retry; or give the lead to someone else.`, mayRetry: true } };
    }
    case 'crm.facts': {
      const policy = account.writeBack.facts === 'refresh' ? 'refresh' : 'fill-if-empty';
      const ours: CrmFacts = lead.written[target] ?? {};
      return { step: 'call', lookFirst, call: { to: 'crm', account, write: 'facts', objectId, facts: { values: content.values, policy, ours } } };
    }
    case 'crm.note': return soonEnough(effect, false, now) ?? { step: 'call', lookFirst, call: { to: 'crm', account, write: 'note', objectId, note: { marker: effect.id, text: content.text, at: now } } };
    case 'crm.task': {
      const userId = content.rep ? assignment.reps[content.rep]?.crmUser[target] ?? null : null;
      return soonEnough(effect, false, now) ?? { step: 'call', lookFirst, call: { to: 'crm', account, write: 'task', objectId, task: asTask(content.approval, userId, now) } };
    }
  }
}

/** What was to be made, whose answer was lost and that has no unique property, waits until a search can see it. */
function soonEnough({ uncertain, attemptedAt }: Effect, hasKey: boolean, now: number): Step | null {
  const dueAt = (attemptedAt ?? 0) + LOOK_LAG_MS;
  return uncertain && !hasKey && now < dueAt ? { step: 'later', dueAt } : null;
}

function asTask({ approvalId, content, approvedBy }: Approval, userId: string | null, now: number): CrmTask {
  return {
    marker: approvalId,
    subject: `Send e-mail: ${content.subject}`,
    body: [`To: ${content.to}`, `Subject: ${content.subject}`, '', writtenOut(content), '', `Approved by ${approvedBy}.`].join('\n'),
    userId,
    dueAt: now,
  };
}
