import type { Field, FieldChange } from '#contracts';
import type { AnnouncedChange } from './announcement.js';
import { isOfCrm, propertiesOf } from './crm-properties.js';
import type { CompiledConnection } from './compile-connection.js';
import type { MappedField } from './map-fields.js';
import { normalizeLead } from './normalize-lead.js';
import type { GivenLead } from './submission.js';

/** The fields that may change, and where a normalised lead has them. */
const FACTS: Partial<Record<MappedField, { field: Field; of: (lead: GivenLead) => FieldChange['value'] }>> = {
  email: { field: 'person.email', of: ({ person }) => person.email },
  firstName: { field: 'person.firstName', of: ({ person }) => person.firstName },
  lastName: { field: 'person.lastName', of: ({ person }) => person.lastName },
  phone: { field: 'person.phone', of: ({ person }) => person.phone },
  title: { field: 'person.title', of: ({ person }) => person.title },
  message: { field: 'lead.messageClass', of: ({ messageClass }) => messageClass },
  company: { field: 'company.name', of: ({ company }) => company.name },
  domain: { field: 'company.domain', of: ({ company }) => company.domain },
  country: { field: 'company.country', of: ({ company }) => company.country },
  employees: { field: 'company.employees', of: ({ company }) => company.employees },
};

/**
 * What changes of one object say in our words: the last one of each mapped field. Properties that are not mapped say nothing,
 * and so do Leadwright's own, which no mapping may name. A value that cannot be read is left out.
 */
export function changedFields({ name, connection }: CompiledConnection, changes: readonly AnnouncedChange[], now: number): FieldChange[] {
  if (!isOfCrm(connection)) return [];
  const found = new Map<Field, FieldChange>();
  const byTime = changes.toSorted((one, other) => one.at - other.at);
  for (const { property, value, at } of byTime) {
    for (const [mapped, { field, of }] of Object.entries(FACTS)) {
      if (propertiesOf(connection)[mapped as keyof ReturnType<typeof propertiesOf>] !== property) continue;
      const said = value === null ? null : of(normalizeLead({ [mapped]: value }, name, connection, now));
      if (value === null || said !== null) found.set(field, { field, value: said, changedAt: new Date(Math.min(at, now)).toISOString() });
    }
  }
  return [...found.values()];
}
