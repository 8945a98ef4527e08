import type { TestLeadView } from '#contracts';
import type { MappedField } from '../map-fields.js';
import type { GivenLead } from '../submission.js';

export interface ShownFields {
  readonly found: TestLeadView['fields'];
  /** Fields that hold nothing. */
  readonly empty: readonly MappedField[];
}

/** What became of the mapped fields of a lead, in the spelling that a lead has here. */
export function showFields(lead: GivenLead, fields: readonly MappedField[], show: (field: MappedField, value: string) => string = (_, value) => value): ShownFields {
  const values = valuesOf(lead);
  return {
    found: fields.flatMap((field) => (values[field] === null ? [] : [{ field, value: show(field, values[field]) }])),
    empty: fields.filter((field) => values[field] === null),
  };
}

function valuesOf({ person, company, crm, consent, campaign, leadSource, capturedAt }: GivenLead): Readonly<Record<MappedField, string | null>> {
  return {
    ...person, company: company.name, domain: company.domain, country: company.country, employees: company.employees === null ? null : String(company.employees),
    consent: consent === null ? null : consent ? 'yes' : 'no', campaign, leadSource, crmObjectId: crm[0]?.objectId ?? null, submittedAt: capturedAt,
  };
}

/** What says who somebody is, shortened: `a…@larkmoor.example`, `A… L…`, `…23`, `34 characters`. */
export function shortened(field: MappedField, value: string): string {
  switch (field) {
    case 'email': return value.replace(/^(.).*@/u, '$1…@');
    case 'fullName': case 'firstName': case 'lastName': return value.split(' ').map((word) => `${[...word][0] ?? ''}…`).join(' ');
    case 'phone': return `…${value.slice(-2)}`;
    case 'message': return `${value.length} characters`;
    default: return value;
  }
}
