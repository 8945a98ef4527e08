import type { Connection, CrmRef } from '#contracts';
import { classifyMessage, companyDomain, normalizeCountry, normalizePerson } from '#domain';
import { asConsent, asCount, asLine, asText, asTime } from './field-values.js';
import type { MappedField } from './map-fields.js';
import type { GivenLead } from './submission.js';

export type FoundValues = Partial<Record<MappedField, unknown>>;

/** An object id of a CRM is never longer; what is, is something else. */
const MAX_OBJECT_ID = 128;

/** A lead from the values that were found, in one spelling. `null` is "not given", never a guess. */
export function normalizeLead(found: FoundValues, name: string, connection: Connection, now: number): GivenLead {
  const country = countryOf(found, connection);
  const person = normalizePerson({
    fullName: asText(found.fullName), firstName: asText(found.firstName), lastName: asText(found.lastName),
    email: asText(found.email), phone: asText(found.phone), title: asText(found.title), message: asText(found.message), country,
  });
  const crm = crmOf(found, name, connection);
  return {
    connection: name,
    mode: connection.mode,
    person,
    company: {
      name: asLine(found.company),
      domain: companyDomain({ domain: asLine(found.domain), email: person.email })?.domain ?? null,
      country,
      employees: asCount(found.employees),
    },
    crm,
    createIn: crm.length > 0 ? null : (connection.createIn ?? null),
    consent: asConsent(found.consent),
    campaign: asLine(found.campaign),
    leadSource: asLine(found.leadSource) ?? connection.leadSource ?? null,
    messageClass: person.message === null ? null : classifyMessage(person.message).messageClass,
    capturedAt: asTime(found.submittedAt, now),
  };
}

/** The default is for who names no country. One that was named but cannot be understood stays unknown. */
function countryOf(found: FoundValues, connection: Connection): string | null {
  const typed = asLine(found.country);
  return typed === null ? (connection.defaultCountry?.toUpperCase() ?? null) : normalizeCountry(typed);
}

/** Only a connection with a CRM behind it can say where in that CRM a lead lives. */
function crmOf(found: FoundValues, name: string, { crm }: Connection): CrmRef[] {
  const objectId = asLine(found.crmObjectId, MAX_OBJECT_ID + 1);
  return crm && objectId !== null && objectId.length <= MAX_OBJECT_ID ? [{ connection: name, system: crm.system, objectType: crm.objectType, objectId }] : [];
}
