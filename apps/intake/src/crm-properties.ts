import type { Connection, CrmAccount, PropertyMapping } from '#contracts';
import type { AnnouncedLead } from './announcement.js';
import type { FieldReader, FieldReaders } from './map-fields.js';

export type OfCrm = Extract<Connection, { vendor: 'hubspot' | 'salesforce' | 'pipedrive' | 'zoho' }>;

/** Any connection with an account behind it, whatever its own calls look like. */
export type WithCrm = Connection & { readonly crm: CrmAccount };

/** Where a CRM keeps what we want, unless the connection says otherwise. */
const USUAL: Readonly<Record<CrmAccount['system'], PropertyMapping>> = {
  hubspot: {
    email: 'email', firstName: 'firstname', lastName: 'lastname', phone: 'phone', title: 'jobtitle', message: 'message', company: 'company', domain: 'website',
    country: 'country', employees: 'numemployees', leadSource: 'hs_analytics_source', submittedAt: 'createdate',
  },
  salesforce: {
    email: 'Email', firstName: 'FirstName', lastName: 'LastName', phone: 'Phone', title: 'Title', message: 'Description', company: 'Company', domain: 'Website',
    country: 'Country', employees: 'NumberOfEmployees', leadSource: 'LeadSource', submittedAt: 'CreatedDate',
  },
  pipedrive: {
    email: 'email', fullName: 'name', firstName: 'first_name', lastName: 'last_name', phone: 'phone', title: 'job_title', company: 'org_name', domain: 'org_website',
    country: 'org_country', submittedAt: 'add_time',
  },
  zoho: {
    email: 'Email', firstName: 'First_Name', lastName: 'Last_Name', phone: 'Phone', title: 'Designation', message: 'Description', company: 'Company', domain: 'Website',
    country: 'Country', employees: 'No_of_Employees', leadSource: 'Lead_Source', submittedAt: 'Created_Time',
  },
};
/** A contact of Zoho names these otherwise, and has no website and size of its own. */
const ZOHO_CONTACT: PropertyMapping = {
  email: 'Email', firstName: 'First_Name', lastName: 'Last_Name', phone: 'Phone', title: 'Title', message: 'Description', company: 'Account_Name', country: 'Mailing_Country',
  leadSource: 'Lead_Source', submittedAt: 'Created_Time',
};
/** Fields of our own that a Pipedrive account may keep with the person; there they count before the usual ones. */
const KEPT: PropertyMapping = { title: 'title', company: 'company', domain: 'website', country: 'country' };

/** A connection whose calls are announcements of a CRM. */
export const isOfCrm = (connection: Connection): connection is OfCrm => connection.vendor in USUAL;

export const hasCrm = (connection: Connection): connection is WithCrm => connection.crm !== undefined;

/** A mapping over the body of calls says nothing about the CRM's own properties. */
export const propertiesOf = (connection: WithCrm): PropertyMapping => (isOfCrm(connection) && connection.map) || { ...usualOf(connection.crm), ...keptWithPerson(connection) };

const usualOf = (crm: CrmAccount): PropertyMapping => (crm.system === 'zoho' && crm.objectType === 'Contacts' ? ZOHO_CONTACT : USUAL[crm.system]);

/** The property that says when an object was made there. */
export const madeAtProperty = ({ system }: CrmAccount): string => USUAL[system].submittedAt!;

const keptWithPerson = ({ crm }: WithCrm): PropertyMapping =>
  (crm.system === 'pipedrive' ? Object.fromEntries(Object.entries(KEPT).filter(([, property]) => Object.hasOwn(crm.fields, property))) : {});

/** Readers over announced leads that were read back. */
export const readersOf = (connection: WithCrm): FieldReaders => ({
  ...Object.fromEntries(Object.entries(propertiesOf(connection)).map(([field, property]) => [field, byProperty(property)])),
  crmObjectId: { find: ({ element }) => (element as AnnouncedLead).objectId, place: 'in its id', missed: () => 'it has none' },
});

const byProperty = (name: string): FieldReader => ({
  find: ({ element }) => (element as AnnouncedLead).properties?.[name] ?? null,
  place: `in the property "${name}"`,
  missed: ({ element }) => (Object.hasOwn((element as AnnouncedLead).properties ?? {}, name) ? 'it is empty there' : 'there is no such property'),
});
