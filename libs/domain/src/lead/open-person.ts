import type { LeadPerson, PersonalLead } from '#contracts';

const UNKNOWN: LeadPerson = { fullName: null, firstName: null, lastName: null, email: null, phone: null, title: null, message: null };

/** The person in a wrapper. A sealed one is nobody we can read: every field unknown. */
export const openPerson = (person: PersonalLead): LeadPerson => (person.sealed ? UNKNOWN : person.data);
