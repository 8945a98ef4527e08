import { z } from 'zod';
import { countryCode, id, iso, mode } from '../scalars.js';
import { personalLead } from '../person.js';

/** Where a lead lives in a CRM. */
export const crmRef = z.object({
  connection: z.string(),
  system: z.enum(['hubspot', 'salesforce', 'pipedrive', 'zoho']),
  objectType: z.string(),
  objectId: z.string(),
});
export type CrmRef = z.infer<typeof crmRef>;

export const leadStatus = z.enum(['captured', 'enriched', 'researching', 'assigned', 'queued', 'accepted', 'closed']);
export type LeadStatus = z.infer<typeof leadStatus>;

/** The company as the sender named it, before enrichment. */
export const givenCompany = z.object({
  name: z.string().nullable(),
  domain: z.string().nullable(),
  country: countryCode.nullable(),
  employees: z.number().int().nullable(),
});
export type GivenCompany = z.infer<typeof givenCompany>;

/** What travels with a lead from app to app, so that no app has to ask another. */
export const leadSnapshot = z.object({
  connection: z.string(),
  mode,
  person: personalLead,
  company: givenCompany,
  crm: z.array(crmRef),
  /** Connection in whose CRM the lead is to be created when it lives in none; `null` = nowhere. */
  createIn: z.string().nullable(),
  consent: z.boolean().nullable(),
  campaign: z.string().nullable(),
  leadSource: z.string().nullable(),
  messageClass: z.enum(['buying', 'support', 'job_seeker', 'vendor', 'unclear']).nullable(),
  capturedAt: iso,
});
export type LeadSnapshot = z.infer<typeof leadSnapshot>;

/** What is known of the company after enrichment; `null` is "unknown", never a guess. */
export const companyBrief = z.object({
  name: z.string().nullable(),
  domain: z.string().nullable(),
  country: countryCode.nullable(),
  employees: z.number().int().nullable(),
  sizeBand: z.string().nullable(),
  industry: z.string().nullable(),
});
export type CompanyBrief = z.infer<typeof companyBrief>;

export const owner = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), rep: z.string(), name: z.string() }),
  z.object({ kind: z.literal('queue'), queue: z.string(), label: z.string(), human: z.string() }),
]);
export type Owner = z.infer<typeof owner>;

export const leadAccount = z.object({ id, name: z.string().nullable(), owner: z.string().nullable() });
