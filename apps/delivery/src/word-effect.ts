import type { ConnectionsConfig, CrmRef } from '#contracts';
import { objectAt, type DeliveryLead } from './delivery-lead.js';
import type { Effect } from './effect.js';
import { openPerson } from './open-person.js';

export const SYSTEMS: Readonly<Record<CrmRef['system'], string>> = { hubspot: 'HubSpot', salesforce: 'Salesforce', pipedrive: 'Pipedrive', zoho: 'Zoho' };

/** What people call the target of an effect: `HubSpot`, `Slack`, or the connection's own label. */
export function targetLabel(effect: Effect, lead: DeliveryLead, connections: ConnectionsConfig): string {
  if (effect.kind === 'notice.slack') return 'Slack';
  if (effect.target === 'mail') return 'the mail server';
  const connection = connections.connections[effect.target];
  const system = connection?.crm?.system ?? objectAt(lead, effect.target)?.system;
  return system ? SYSTEMS[system] : connection?.label ?? effect.target;
}

/** `Tessa Moorcroft (Pelham & Rye Foods)` */
export function whoWords({ snapshot, company }: DeliveryLead): string {
  const person = snapshot ? openPerson(snapshot.person) : null;
  const place = company?.name ?? snapshot?.company.name ?? null;
  return `${person?.fullName ?? person?.email ?? 'this lead'}${place ? ` (${place})` : ''}`;
}

const PROPERTIES: Readonly<Record<string, string>> = {
  leadwright_company_size: 'company size', leadwright_industry: 'industry', leadwright_fit: 'fit', leadwright_summary: 'summary',
};
const list = (names: readonly string[]): string => names.map((name) => PROPERTIES[name] ?? name).join(', ');

/** What an observed connection records instead of a write. */
export function wouldHaveSentence({ content }: Effect, label: string): string {
  switch (content.kind) {
    case 'crm.create': return `Would have created this person in ${label}.`;
    case 'crm.owner': return `Would have set ${content.name} as owner in ${label}.`;
    case 'crm.facts': return `Would have written ${list(Object.keys(content.values))} to ${label}.`;
    case 'crm.note': return `Would have left a note in ${label}.`;
    case 'crm.task': return `Would have put the approved text into ${label} as a task.`;
    case 'mail.send': return `Would have sent the approved mail to ${content.approval.content.to}.`;
    case 'notice.slack': return `Would have told ${content.to} in Slack.`;
    case 'notice.mail': return `Would have told ${content.to} by e-mail.`;
  }
}

/** What was done, for the lead page. */
export function doneSentence({ content, mayHaveRepeated }: Effect, label: string, outcome: { objectId: string | null; changed: boolean; written: readonly string[]; kept: readonly string[] }): string {
  const { objectId, changed, written, kept } = outcome;
  switch (content.kind) {
    case 'crm.create': return changed ? `Created in ${label} (${objectId}).` : `Was in ${label} already (${objectId}); taken as the same person.`;
    case 'crm.owner': return changed ? `${label} now shows ${content.name} as owner.` : `${label} shows ${content.name} as owner already.`;
    case 'crm.facts': {
      const left = kept.length > 0 ? ` Left as somebody filled it there: ${list(kept)}.` : '';
      return changed ? `Wrote ${list(written)} to ${label}.${left}` : `Nothing to write: ${label} has it already.${left}`;
    }
    case 'crm.note': return `A note in ${label} says what is known and why it went to whom${changed ? '' : ' already'}.`;
    case 'crm.task': return `The approved text is a task in ${label}${changed ? '' : ' already'}.`;
    case 'mail.send': return `The approved mail was sent to ${content.approval.content.to}.${mayHaveRepeated ? ' It may have come twice: the first answer was lost.' : ''}`;
    case 'notice.slack': return `${content.to} was told in Slack.${mayHaveRepeated ? ' It may have been shown twice: the first answer was lost.' : ''}`;
    case 'notice.mail': return `${content.to} was told by e-mail.${mayHaveRepeated ? ' It may have come twice: the first answer was lost.' : ''}`;
  }
}

/** What certainly did not happen, as the title of what needs attention. */
export function refusedTitle({ content }: Effect, label: string, who: string): string {
  switch (content.kind) {
    case 'crm.create': return `${label} did not take ${who}`;
    case 'crm.owner': return `${label} did not take the owner for ${who}`;
    case 'crm.facts': return `${label} did not take the facts about ${who}`;
    case 'crm.note': return `${label} did not take the note about ${who}`;
    case 'crm.task': return `The approved text for ${who} did not get into ${label}`;
    case 'mail.send': return `The approved mail to ${who} was not sent`;
    case 'notice.slack': return `Slack did not take the notice about ${who}`;
    case 'notice.mail': return `${content.to} could not be told by e-mail of ${who}`;
  }
}

/** The same of an effect whose answer was lost: nobody knows whether it happened. */
export function unconfirmedTitle({ content }: Effect, label: string, who: string): string {
  switch (content.kind) {
    case 'crm.create': return `${label} did not confirm that it took ${who}`;
    case 'crm.owner': return `${label} did not confirm the owner for ${who}`;
    case 'crm.facts': return `${label} did not confirm the facts about ${who}`;
    case 'crm.note': return `${label} did not confirm the note about ${who}`;
    case 'crm.task': return `${label} did not confirm the approved text for ${who}`;
    case 'mail.send': return `It is not known whether the approved mail to ${who} was sent`;
    case 'notice.slack': return `Slack did not confirm the notice about ${who}`;
    case 'notice.mail': return `It is not known whether ${content.to} was told by e-mail of ${who}`;
  }
}
