import { openData, type LeadPerson, type Personal } from '#contracts';

const NOBODY: LeadPerson = { fullName: null, firstName: null, lastName: null, email: null, phone: null, title: null, message: null };

/** The person of a lead; nothing is known of one who is sealed. */
export const openPerson = (personal: Personal<LeadPerson> | null | undefined): LeadPerson => openData(personal) ?? NOBODY;
