import type { AssignmentConfig, LeadEscalated } from '#contracts';
import { escapeSlack } from '#connectors';
import { verdictWords, type DeliveryLead } from './delivery-lead.js';
import { openPerson } from './open-person.js';
import { SYSTEMS } from './word-effect.js';

interface NoticeInputs { readonly assignment: AssignmentConfig; readonly publicUrl: string }

const MAX_MESSAGE = 160;

/** The text that tells an owner of a new lead, as Slack mrkdwn. */
export function writeAssignedNotice(lead: DeliveryLead, inputs: NoticeInputs): string {
  const { owner, short } = lead.assignment!;
  const opening = owner.kind === 'rep' ? `${mention(owner.rep, inputs)}New lead for you` : `New lead in ${escapeSlack(owner.label)}`;
  const because = owner.kind === 'rep' ? `Yours because: ${short.replace(/\b(her|his|their) turn\b/, 'your turn')}` : `Because: ${short}`;
  const verdict = verdictWords(lead.fit);
  return [`${opening}: ${escapeSlack(describeLead(lead))}.`, verdict ? `${verdict}.` : '', askedFor(lead), `${escapeSlack(because)}.`, links(lead, inputs)].filter(Boolean).join(' ');
}

/** The text that tells somebody of a lead that its owner did not answer. */
export function writeEscalatedNotice(lead: DeliveryLead, { rep, to, reason }: LeadEscalated, inputs: NoticeInputs): string {
  const name = inputs.assignment.reps[rep]?.name ?? rep;
  return [`${mention(to, inputs)}No answer yet: ${escapeSlack(describeLead(lead))}.`, `Given to ${escapeSlack(name)}.`, escapeSlack(reason), links(lead, inputs)].join(' ');
}

/** `Tessa Moorcroft, Operations Director, Pelham & Rye Foods (620 people, GB)` */
export function describeLead({ snapshot, company }: DeliveryLead): string {
  const person = openPerson(snapshot!.person);
  const people = company?.employees == null ? null : `${company.employees.toLocaleString('en-US')} people`;
  const size = [people, company?.country ?? snapshot!.company.country].filter(Boolean).join(', ');
  const place = company?.name ?? snapshot!.company.name ?? company?.domain;
  return [person.fullName ?? person.email ?? 'Somebody without a name', person.title, place ? `${place}${size ? ` (${size})` : ''}` : size].filter(Boolean).join(', ');
}

function askedFor({ snapshot }: DeliveryLead): string {
  const message = openPerson(snapshot!.person).message?.replace(/\s+/g, ' ').trim().replace(/\.+$/, '');
  if (!message) return '';
  return `Asked for: "${escapeSlack(message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE - 1).trimEnd()}…` : message)}".`;
}

/** A member id (`U024BE7LH`) is a mention; anything else is only written. */
const mention = (person: string, { assignment }: NoticeInputs): string => {
  const user = assignment.reps[person]?.slack;
  if (!user) return '';
  return /^[UW][A-Z0-9]{5,}$/.test(user) ? `<@${user}> ` : `${escapeSlack(user)} `;
};

const links = ({ leadId, crm }: DeliveryLead, { publicUrl }: NoticeInputs): string =>
  [`<${publicUrl}/leads/${leadId}|Open>`, ...crm.slice(0, 1).map(({ system, objectId }) => `${SYSTEMS[system]} ${escapeSlack(objectId)}`)].join(' · ');
