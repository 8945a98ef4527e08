import type { LeadPerson, Personal } from '#contracts';

const NOBODY: LeadPerson = { fullName: null, firstName: null, lastName: null, email: null, phone: null, title: null, message: null };

/** The data of a personal wrapper, or null when it is sealed and its key is not here. */
export const openData = <T>(personal: Personal<T> | null | undefined): T | null => (personal && !personal.sealed ? personal.data : null);

/** The person of a lead; nothing is known of one who is sealed. */
export const openPerson = (personal: Personal<LeadPerson> | null | undefined): LeadPerson => openData(personal) ?? NOBODY;
