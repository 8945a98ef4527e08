import { openPersonal, type CrmRef, type LeadPerson, type LeadSnapshot } from '#contracts';
import { openPerson } from '#domain';
import { keyIdOf } from '#persistence';
import type { GivenLead } from './submission.js';

/** Places in CRMs that one lead keeps; an event has to stay below 64 KB. */
const MAX_CRM_REFS = 20;

/** A given lead under its own id and key. */
export const ownLead = (leadId: string, { person, ...lead }: GivenLead): LeadSnapshot => ({ ...lead, person: openPersonal(keyIdOf(leadId), person) });

/**
 * A known lead with what another submission adds. What was known stays and what was unknown is filled, but for three:
 * the last word on consent counts; the lead is live if any of its connections is; it is created nowhere once it lives in a CRM.
 */
export function mergeLead(leadId: string, known: LeadSnapshot, added: GivenLead): LeadSnapshot {
  const before = openPerson(known.person);
  const crm = joinRefs(known.crm, added.crm);
  return {
    connection: known.connection,
    mode: added.mode === 'live' ? 'live' : known.mode,
    person: known.person.sealed ? known.person : openPersonal(keyIdOf(leadId), mergePerson(before, added.person)),
    company: fill(known.company, added.company),
    crm,
    createIn: crm.length > 0 ? null : (known.createIn ?? added.createIn),
    consent: added.consent ?? known.consent,
    campaign: known.campaign ?? added.campaign,
    leadSource: known.leadSource ?? added.leadSource,
    messageClass: before.message === null ? added.messageClass : known.messageClass,
    capturedAt: known.capturedAt < added.capturedAt ? known.capturedAt : added.capturedAt,
  };
}

/** The three parts of a name belong together: a first name of one spelling and a last name of another are nobody's. */
function mergePerson(known: LeadPerson, added: LeadPerson): LeadPerson {
  const { fullName, firstName, lastName } = known.fullName === null ? added : known;
  return { ...fill(known, added), fullName, firstName, lastName };
}

function fill<T extends object>(known: T, added: T): T {
  return Object.fromEntries(Object.entries(known).map(([name, value]) => [name, value ?? added[name as keyof T]])) as T;
}

function joinRefs(known: readonly CrmRef[], added: readonly CrmRef[]): CrmRef[] {
  const same = (a: CrmRef, b: CrmRef) => a.connection === b.connection && a.objectType === b.objectType && a.objectId === b.objectId;
  return [...known, ...added.filter((ref) => !known.some((one) => same(one, ref)))].slice(0, MAX_CRM_REFS);
}
