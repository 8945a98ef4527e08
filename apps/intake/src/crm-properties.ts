import type { Connection, PropertyMapping } from '#contracts';
import type { AnnouncedLead } from './announcement.js';
import type { FieldReader, FieldReaders } from './map-fields.js';

type OfCrm = Extract<Connection, { vendor: 'hubspot' }>;

/** Where a CRM keeps what we want, unless the connection says otherwise. */
const USUAL: Readonly<Record<OfCrm['vendor'], PropertyMapping>> = {
  hubspot: {
    email: 'email', firstName: 'firstname', lastName: 'lastname', phone: 'phone', title: 'jobtitle', message: 'message', company: 'company', domain: 'website',
    country: 'country', employees: 'numemployees', leadSource: 'hs_analytics_source', submittedAt: 'createdate',
  },
};

/** A connection whose calls are announcements of a CRM. */
export const isOfCrm = (connection: Connection): connection is OfCrm => connection.vendor in USUAL;

export const propertiesOf = (connection: OfCrm): PropertyMapping => connection.map ?? USUAL[connection.vendor];

/** Readers over announced leads that were read back. */
export const readersOf = (connection: OfCrm): FieldReaders => ({
  ...Object.fromEntries(Object.entries(propertiesOf(connection)).map(([field, property]) => [field, byProperty(property)])),
  crmObjectId: { find: ({ element }) => (element as AnnouncedLead).objectId, place: 'in its id', missed: () => 'it has none' },
});

const byProperty = (name: string): FieldReader => ({
  find: ({ element }) => (element as AnnouncedLead).properties?.[name] ?? null,
  place: `in the property "${name}"`,
  missed: ({ element }) => (Object.hasOwn((element as AnnouncedLead).properties ?? {}, name) ? 'it is empty there' : 'there is no such property'),
});
