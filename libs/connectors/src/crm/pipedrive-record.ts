import type { CrmRecord } from './crm-client.js';
import type { FieldNames } from './leadwright-fields.js';
import type { WireOrganization, WirePerson } from './pipedrive-wire.js';

/**
 * A person as flat text: `name`, `job_title` …, the primary `email` and `phone`, custom fields by our names or their keys,
 * and the organisation's own members as `org_name`, `org_country` ….
 */
export function personRecord(person: WirePerson, organization: WireOrganization | null, names: FieldNames): CrmRecord {
  return {
    objectType: 'persons',
    objectId: String(person.id),
    updatedAt: Date.parse(person.update_time),
    ownerUserId: person.owner_id ? String(person.owner_id) : null,
    properties: {
      ...plain(person),
      email: primary(person.emails),
      phone: primary(person.phones),
      ...customFields(person, names),
      ...(organization ? Object.fromEntries(Object.entries(plain(organization)).map(([name, value]) => [`org_${name}`, value])) : {}),
      ...(organization ? { org_country: organization.address?.country ?? null } : {}),
    },
  };
}

/** Custom fields as text: a choice is its number, an amount or a place its `value`. */
export const customFields = ({ custom_fields: fields }: WirePerson, names: FieldNames): Record<string, string | null> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [names.ours(key), text(value)]));

const primary = (list: WirePerson['emails']): string | null => (list?.find((item) => item.primary) ?? list?.[0])?.value ?? null;

const plain = (object: object): Record<string, string | null> =>
  Object.fromEntries(Object.entries(object).flatMap(([name, value]) => (value !== null && typeof value === 'object' ? [] : [[name, text(value)]])));

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(String).join(',');
  if (typeof value === 'object') return text((value as { value?: unknown }).value);
  return String(value);
}
