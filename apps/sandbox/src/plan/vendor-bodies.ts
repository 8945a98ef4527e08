import { escapeHtml } from '../web/words.js';
import type { Person } from '../pipedrive/account.js';
import type { Fields } from '../salesforce/org.js';

/** Rimewell's Salesforce organisation, and the outbound message that its workflow sends. */
export const SALESFORCE_ORGANIZATION = '00DRW0000000001EAA';
export const SALESFORCE_ACTION = '04kRW0000000001EAA';
/** Notifications that one message may carry. */
const MOST_NOTIFICATIONS = 100;

export interface HubspotEvent {
  readonly type: 'contact.creation' | 'contact.propertyChange';
  readonly objectId: string;
  /** For a change: what has which value now. */
  readonly property?: { readonly name: string; readonly value: string };
}

/** What a HubSpot app is told: always a list, and of each contact only its id. `at` in milliseconds; events are numbered from `first`. */
export const hubspotEventsBody = (events: readonly HubspotEvent[], at: number, first = 100): string => JSON.stringify(events.map(({ type, objectId, property }, index) => ({
  eventId: first + index, subscriptionId: 3_329_277, portalId: 49_547_190, appId: 9_393_361, occurredAt: at, subscriptionType: type, attemptNumber: 0, objectId: Number(objectId),
  ...(property ? { propertyName: property.name, propertyValue: property.value, changeSource: 'CRM_UI' } : { changeFlag: 'CREATED', changeSource: 'INTEGRATION' }),
})));

/**
 * A Salesforce outbound message: a SOAP envelope behind a byte order mark. A notification's id is made of its number, from `first`.
 * Empty fields are missing. Errors: RangeError above 100 leads.
 */
export function outboundMessage(leads: readonly Fields[], first: number, organizationId: string = SALESFORCE_ORGANIZATION): string {
  if (leads.length > MOST_NOTIFICATIONS) throw new RangeError(`An outbound message carries at most ${MOST_NOTIFICATIONS} notifications, not ${leads.length}.`);
  const notifications = leads.map((lead, index) => `
   <Notification>
    <Id>04lRW${String(first + index).padStart(10, '0')}AAA</Id>
    <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">${Object.entries(lead).map(([name, value]) => `
     <sf:${name}>${escapeHtml(value)}</sf:${name}>`).join('')}
    </sObject>
   </Notification>`);
  return `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${organizationId}</OrganizationId>
   <ActionId>${SALESFORCE_ACTION}</ActionId>
   <SessionId>00DRW0000000001!sandbox-live-session</SessionId>
   <EnterpriseUrl>https://rimewell.my.salesforce.example/services/Soap/c/62.0/00DRW0000000001</EnterpriseUrl>
   <PartnerUrl>https://rimewell.my.salesforce.example/services/Soap/u/62.0/00DRW0000000001</PartnerUrl>${notifications.join('')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}

/** Whether an answer to an outbound message takes it: a plain 200 does not. */
export const isAcknowledged = (body: string): boolean => /<(?:\w+:)?Ack>\s*true\s*<\/(?:\w+:)?Ack>/.test(body);

/** Pipedrive's webhook v2 for a person, `previous` as it was before a change. */
export const pipedrivePersonBody = (person: Person, at: number, previous: Partial<Person> | null = null): string => JSON.stringify({
  meta: { ...meta(at), action: previous ? 'change' : 'create', entity: 'person', entity_id: String(person.id) },
  data: person, previous,
});

/** The same for a lead: it names its person only by id. */
export const pipedriveLeadBody = (leadId: string, person: Person, at: number): string => JSON.stringify({
  meta: { ...meta(at), action: 'create', entity: 'lead', entity_id: leadId },
  data: { id: leadId, title: `${person.name} lead`, person_id: person.id, organization_id: person.org_id, owner_id: person.owner_id, add_time: new Date(at).toISOString(), update_time: new Date(at).toISOString(), origin: 'ManuallyCreated', is_archived: false, custom_fields: {} },
  previous: null,
});

const meta = (at: number): object =>
  ({ version: '2.0', company_id: '12345678', user_id: '20001', webhook_id: '77', correlation_id: `c-${at}`, id: `m-${at}`, is_bulk_edit: false, timestamp: new Date(at).toISOString(), type: 'application', attempt: 1, host: 'rimewell.pipedrive.example', permitted_user_ids: ['20001'] });
