import type { Contact } from '../hubspot/crm.js';
import type { Person, SeededPerson } from '../pipedrive/account.js';
import { FIELD_KEYS } from '../pipedrive/account.data.js';
import type { SeededLead } from '../salesforce/org.js';
import { fullNameOf, type Asking, type ConnectionName } from './planned-call.js';
import { hubspotEventsBody, outboundMessage, pipedrivePersonBody } from './vendor-bodies.js';

/** A person who is in a CRM before the first call: CRMs speak only of whom they have. */
export type InCrm = { readonly crm: 'hubspot'; readonly contact: Contact } | { readonly crm: 'salesforce'; readonly lead: SeededLead } | { readonly crm: 'pipedrive'; readonly person: SeededPerson };

/** Connections whose calls are announcements of a CRM, and which it is. */
const CRM_OF: Partial<Readonly<Record<ConnectionName, InCrm['crm']>>> = { 'hubspot-main': 'hubspot', 'salesforce-emea': 'salesforce', 'pipedrive-partners': 'pipedrive' };
export const crmOf = (connection: ConnectionName): InCrm['crm'] | null => CRM_OF[connection] ?? null;

/** The `number`-th person of the plan as that CRM keeps them. Ids are below those that the CRM gives itself. */
export function personIn(crm: InCrm['crm'], number: number, asking: Asking & { readonly email: string }): InCrm {
  const { email, firstName, lastName, phone, title, company, country, employees, message } = asking;
  const website = asking.domain && `https://www.${asking.domain}`;
  switch (crm) {
    case 'hubspot': return { crm, contact: {
      id: String(50_000 + number),
      properties: { email, ...given({ firstname: firstName, lastname: lastName, phone, jobtitle: title, company, website, country, numemployees: employees, message, hs_analytics_source: 'ORGANIC_SEARCH' }) },
    } };
    case 'salesforce': return { crm, lead: {
      Id: `00QRW0${String(number).padStart(9, '0')}AAA`, Email: email,
      ...given({ FirstName: firstName, LastName: lastName, Phone: phone, Title: title, Company: company, Website: website, Country: country, NumberOfEmployees: employees, Description: message, LeadSource: 'Web' }),
    } };
    case 'pipedrive': return { crm, person: {
      id: 50_000 + number, name: fullNameOf(asking), email, organization: company === null ? null : { name: company, country: country ?? '' },
      custom_fields: Object.fromEntries(Object.entries(given({ title, website })).map(([name, value]) => [FIELD_KEYS[name]!, value])),
    } };
  }
}

export const objectIdOf = (person: InCrm): string => (person.crm === 'hubspot' ? person.contact.id : person.crm === 'salesforce' ? person.lead.Id : String(person.person.id));

/** What their CRM says of new people of its own, `at` in milliseconds; `first` numbers its pieces of news. Pipedrive tells of one at a time. */
export function announce(people: readonly [InCrm, ...InCrm[]], at: number, first: number): string {
  const [one] = people;
  switch (one.crm) {
    case 'hubspot': return hubspotEventsBody(people.map((person) => ({ type: 'contact.creation', objectId: objectIdOf(person) })), at, first);
    case 'salesforce': return outboundMessage(people.flatMap((person) => (person.crm === 'salesforce' ? [person.lead] : [])), first);
    case 'pipedrive': return pipedrivePersonBody(asPerson(one.person, at), at + first);
  }
}

function asPerson({ id, name, email, custom_fields }: SeededPerson, at: number): Person {
  const time = new Date(at).toISOString();
  return { id, name, emails: [{ value: email, primary: true, label: 'work' }], phones: [], owner_id: null, org_id: null, custom_fields: { ...custom_fields }, add_time: time, update_time: time };
}

const given = (properties: Readonly<Record<string, string | number | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, string | number] => entry[1] !== null).map(([name, value]) => [name, String(value)]));
