import type { AssignmentConfig, ConnectionsConfig } from '#contracts';
import type { DeliveryLead } from './delivery-lead.js';
import type { PlannedEffect } from './effect.js';
import { addressOf, nameOf } from './person-address.js';
import { writeAssignedMail, writeAssignedNotice, writeEscalatedMail, writeEscalatedNotice, writeUntoldMail, type MailText } from './write-notice.js';

export interface NoticeInputs {
  readonly connections: ConnectionsConfig;
  readonly assignment: AssignmentConfig;
  /** Where people open Leadwright. */
  readonly publicUrl: string;
}

/** Something that somebody is to be told, whichever way. */
interface Notice { readonly occasion: string; readonly person: string; readonly to: string; readonly slack: string; readonly mail: MailText }

/** Who is told, the first way: Slack where there is one, else e-mail. With neither, people see it in their inbox only. */
export function planNotices(trigger: string, lead: DeliveryLead, inputs: NoticeInputs): PlannedEffect[] {
  const { slack, mail } = inputs.connections.notify;
  if (!slack && !mail) return [];
  const { owner } = lead.assignment!;
  const each = owner.kind === 'rep' || inputs.assignment.queues[owner.queue]?.notify === 'each';
  const notices = [...(trigger === 'assigned' && each ? [assigned(lead, inputs)] : []), ...escalated(lead, inputs)];
  return notices.map((notice) => (slack ? bySlack(lead, notice) : byMail(lead, notice)));
}

/**
 * The next way for a notice that did not get through: from Slack to a mail to the same person, from that to a mail to the
 * manager. Null: there is none.
 */
export function planInstead({ kind, occasion }: Pick<PlannedEffect, 'kind' | 'occasion'>, lead: DeliveryLead, inputs: NoticeInputs): PlannedEffect | null {
  if (!inputs.connections.notify.mail) return null;
  const notice = [assigned(lead, inputs), ...escalated(lead, inputs)].find((one) => one.occasion === occasion);
  if (!notice) return null;
  if (kind === 'notice.slack') return byMail(lead, notice);
  const { manager } = inputs.assignment;
  if (manager === undefined || addressOf(manager, inputs.assignment) === addressOf(notice.person, inputs.assignment)) return null;
  return byMail(lead, { ...notice, occasion: `untold:${lead.assignment!.epoch}`, person: manager, to: nameOf(manager, inputs.assignment), mail: writeUntoldMail(lead, notice.to, inputs) });
}

function assigned(lead: DeliveryLead, inputs: NoticeInputs): Notice {
  const { epoch, owner } = lead.assignment!;
  const [person, to] = owner.kind === 'rep' ? [owner.rep, owner.name] : [owner.human, owner.human];
  return { occasion: `epoch:${epoch}`, person, to, slack: writeAssignedNotice(lead, inputs), mail: writeAssignedMail(lead, inputs) };
}

function escalated(lead: DeliveryLead, inputs: NoticeInputs): Notice[] {
  const { escalation, assignment } = lead;
  if (!escalation || escalation.epoch !== assignment!.epoch) return [];
  const { epoch, to } = escalation;
  return [{ occasion: `escalated:${epoch}`, person: to, to: nameOf(to, inputs.assignment), slack: writeEscalatedNotice(lead, escalation, inputs), mail: writeEscalatedMail(lead, escalation, inputs) }];
}

const bySlack = ({ leadId, assignment }: DeliveryLead, { occasion, to, slack }: Notice): PlannedEffect =>
  ({ kind: 'notice.slack', target: 'slack', subject: leadId, occasion, rank: assignment!.epoch, content: { kind: 'notice.slack', to, text: slack } });

const byMail = ({ leadId, assignment }: DeliveryLead, { occasion, to, person, mail }: Notice): PlannedEffect =>
  ({ kind: 'notice.mail', target: 'mail', subject: leadId, occasion, rank: assignment!.epoch, content: { kind: 'notice.mail', to, person, ...mail } });
