import type { AssignmentConfig, LeadEscalated } from '#contracts';
import { escapeSlack } from '#connectors';
import { verdictWords, type DeliveryLead } from './delivery-lead.js';
import { openPerson } from './open-person.js';
import { nameOf } from './person-address.js';
import { SYSTEMS } from './word-effect.js';

interface TextInputs { readonly assignment: AssignmentConfig; readonly publicUrl: string }
/** A mail in plain text. */
export interface MailText { readonly subject: string; readonly text: string }

const MAX_MESSAGE = 160;

/** The text that tells an owner of a new lead, as Slack mrkdwn. */
export function writeAssignedNotice(lead: DeliveryLead, inputs: TextInputs): string {
  const { owner } = lead.assignment!;
  const mentioned = owner.kind === 'rep' ? mention(owner.rep, inputs) : '';
  return [`${mentioned}${escapeSlack(`${opening(lead)}: ${describeLead(lead)}.`)}`, ...aboutLead(lead).map(escapeSlack), links(lead, inputs)].join(' ');
}

export const writeAssignedMail = (lead: DeliveryLead, inputs: TextInputs): MailText => ({
  subject: `${opening(lead)}: ${shortLead(lead)}`,
  text: [`${describeLead(lead)}.`, ...aboutLead(lead), '', address(lead, inputs)].join('\n'),
});

/** The text that tells somebody of a lead that its owner did not answer. */
export function writeEscalatedNotice(lead: DeliveryLead, escalation: LeadEscalated, inputs: TextInputs): string {
  return [`${mention(escalation.to, inputs)}${escapeSlack(`No answer yet: ${describeLead(lead)}.`)}`, ...aboutEscalation(escalation, inputs).map(escapeSlack), links(lead, inputs)].join(' ');
}

export const writeEscalatedMail = (lead: DeliveryLead, escalation: LeadEscalated, inputs: TextInputs): MailText => ({
  subject: `No answer yet: ${shortLead(lead)}`,
  text: [`${describeLead(lead)}.`, ...aboutEscalation(escalation, inputs), '', address(lead, inputs)].join('\n'),
});

/** Tells a manager of a lead whose owner (or whoever else, by name) could not be told. */
export const writeUntoldMail = (lead: DeliveryLead, name: string, inputs: TextInputs): MailText => ({
  subject: `${name} could not be told: ${shortLead(lead)}`,
  text: [`${describeLead(lead)}.`, `Nothing is known to have reached ${name}. Tell ${name}, or give the lead to someone else.`, '', address(lead, inputs)].join('\n'),
});

/** `Tessa Moorcroft, Operations Director, Pelham & Rye Foods (620 people, GB)` */
export function describeLead({ snapshot, company }: DeliveryLead): string {
  const person = openPerson(snapshot!.person);
  const people = company?.employees == null ? null : `${company.employees.toLocaleString('en-US')} people`;
  const size = [people, company?.country ?? snapshot!.company.country].filter(Boolean).join(', ');
  const place = company?.name ?? snapshot!.company.name ?? company?.domain;
  return [person.fullName ?? person.email ?? 'Somebody without a name', person.title, place ? `${place}${size ? ` (${size})` : ''}` : size].filter(Boolean).join(', ');
}

/** `Tessa Moorcroft, Pelham & Rye Foods` */
function shortLead({ snapshot, company }: DeliveryLead): string {
  const person = openPerson(snapshot!.person);
  return [person.fullName ?? person.email ?? 'somebody without a name', company?.name ?? snapshot!.company.name].filter(Boolean).join(', ');
}

function opening({ assignment }: DeliveryLead): string {
  const { owner } = assignment!;
  return owner.kind === 'rep' ? 'New lead for you' : `New lead in ${owner.label}`;
}

/** The verdict, what was asked for, and why it is theirs: a sentence each. */
function aboutLead(lead: DeliveryLead): string[] {
  const { owner, short } = lead.assignment!;
  const verdict = verdictWords(lead.fit);
  const because = owner.kind === 'rep' ? `Yours because: ${short.replace(/\b(her|his|their) turn\b/, 'your turn')}.` : `Because: ${short}.`;
  return [verdict ? `${verdict}.` : '', askedFor(lead), because].filter(Boolean);
}

const aboutEscalation = ({ rep, reason }: LeadEscalated, { assignment }: TextInputs): string[] => [`Given to ${nameOf(rep, assignment)}.`, reason];

function askedFor({ snapshot }: DeliveryLead): string {
  const message = openPerson(snapshot!.person).message?.replace(/\s+/g, ' ').trim().replace(/\.+$/, '');
  if (!message) return '';
  return `Asked for: "${message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE - 1).trimEnd()}…` : message}".`;
}

/** A member id (`U024BE7LH`) is a mention; anything else is only written. */
const mention = (person: string, { assignment }: TextInputs): string => {
  const user = assignment.reps[person]?.slack;
  if (!user) return '';
  return /^[UW][A-Z0-9]{5,}$/.test(user) ? `<@${user}> ` : `${escapeSlack(user)} `;
};

const address = ({ leadId }: DeliveryLead, { publicUrl }: TextInputs): string => `${publicUrl}/leads/${leadId}`;

const links = (lead: DeliveryLead, inputs: TextInputs): string =>
  [`<${address(lead, inputs)}|Open>`, ...lead.crm.slice(0, 1).map(({ system, objectId }) => `${SYSTEMS[system]} ${escapeSlack(objectId)}`)].join(' · ');
