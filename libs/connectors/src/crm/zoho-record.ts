import type { CrmLead, CrmRecord } from './crm-client.js';
import { FieldNames, LEAD_ID } from './leadwright-fields.js';
import type { ZohoAccount } from './zoho-api.js';
import type { WireZohoRecord } from './zoho-wire.js';

type Module = ZohoAccount['objectType'];

/** Leadwright's fields by the API names that Zoho makes of their labels: "Leadwright Fit". */
export const ZOHO_FIELDS = {
  leadwright_lead_id: 'Leadwright_Lead_Id',
  leadwright_company_size: 'Leadwright_Company_Size',
  leadwright_industry: 'Leadwright_Industry',
  leadwright_fit: 'Leadwright_Fit',
  leadwright_summary: 'Leadwright_Summary',
} as const;
export const zohoNames = new FieldNames(ZOHO_FIELDS);

const EVERYWHERE = ['Owner', 'Created_Time', 'Modified_Time', 'First_Name', 'Last_Name', 'Email', 'Phone', 'Mobile', 'Lead_Source', 'Description'];
/** What is read beside Leadwright's fields; up to 50 may be named. */
const READ: Readonly<Record<Module, readonly string[]>> = {
  Leads: [...EVERYWHERE, 'Designation', 'Company', 'Website', 'Country', 'State', 'No_of_Employees', 'Industry', 'Lead_Status'],
  Contacts: [...EVERYWHERE, 'Title', 'Account_Name', 'Mailing_Country', 'Mailing_State'],
};

export const readFields = (module: Module, more: readonly string[]): string[] => [...new Set([...READ[module], ...more, ...Object.values(ZOHO_FIELDS)])];

/** What Zoho insists on where it is not known. */
const NOT_PROVIDED = 'Not provided';

/** A lead as Zoho is asked to make it. A contact's company is a record of its own and is left out. */
export function leadRecord(module: Module, lead: CrmLead): Record<string, string> {
  const last = lead.lastName ?? lead.email ?? NOT_PROVIDED;
  const fields: Record<string, string | null> = {
    Last_Name: last, First_Name: lead.firstName, Email: lead.email, Phone: lead.phone, [zohoNames.theirs(LEAD_ID)!]: lead.leadId,
    ...(module === 'Leads'
      ? { Company: lead.company ?? lead.website ?? NOT_PROVIDED, Designation: lead.title, Website: lead.website, Country: lead.country }
      : { Title: lead.title, Mailing_Country: lead.country }),
  };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}

export function zohoRecord(module: Module, record: WireZohoRecord): CrmRecord {
  return { objectType: module, objectId: record.id, updatedAt: Date.parse(record.Modified_Time ?? ''), ownerUserId: record.Owner?.id ?? null, properties: zohoProperties(record) };
}

/** Text, by our names where a field is Leadwright's: another record is its name, an owner its id, a choice of several a list. */
export function zohoProperties(record: WireZohoRecord): Record<string, string | null> {
  const { Owner: owner, ...fields } = record;
  return { ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [zohoNames.ours(name), text(value)])), Owner: owner?.id ?? null };
}

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(text).filter((part) => part !== null).join(', ') || null;
  return typeof value === 'object' ? text((value as { name?: unknown }).name) : String(value);
}
