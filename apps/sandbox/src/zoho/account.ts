import type { SandboxAnswer } from '../answer.js';
import type { Journal } from '../journal.js';
import { FirstOwner } from '../world/first-owner.js';
import { TEAM } from '../world/team.data.js';
import { done, failed, listed } from './zoho-answers.js';

type Fields = Record<string, unknown>;
interface ZohoLead { readonly id: string; owner: string; modified: number; readonly fields: Fields }
interface Text { readonly id: string; readonly leadId: string; readonly text: string }

const CRM = 'Zoho';
/** What an account has from the start, and the fields of Leadwright that were made in it. */
const STANDARD = [
  'First_Name', 'Last_Name', 'Email', 'Phone', 'Mobile', 'Designation', 'Company', 'Website', 'Country', 'State', 'No_of_Employees', 'Industry', 'Lead_Source', 'Lead_Status', 'Description', 'Created_Time',
];
const OURS = ['Leadwright_Lead_Id', 'Leadwright_Company_Size', 'Leadwright_Industry', 'Leadwright_Fit', 'Leadwright_Summary'];
const NEEDED = ['Last_Name', 'Company'];

/** Users of the account. */
export const USERS = TEAM.map(({ firstName, lastName, active }, index) => ({ id: String(554_023_000_000_235_001n + BigInt(index)), name: `${firstName} ${lastName}`, active }));

/** The leads of a Zoho CRM account in memory, with their tasks and notes. Nothing keeps addresses unique. */
export class ZohoAccount {
  private readonly leads = new Map<string, ZohoLead>();
  private readonly texts: Record<'Tasks' | 'Notes', Text[]> = { Tasks: [], Notes: [] };
  private readonly firstOwner: FirstOwner;
  private made = 0;

  constructor(private readonly journal: Journal, private readonly now: () => number, refusesFirstOwner: ReadonlySet<string> = new Set()) {
    this.firstOwner = new FirstOwner(refusesFirstOwner);
  }

  /** API names of the fields of a lead. */
  get fieldNames(): readonly string[] {
    return [...STANDARD, ...OURS];
  }

  /** Puts a lead there as a user would have. */
  seed(fields: { readonly Last_Name: string; readonly Email: string; readonly Company: string } & Fields): string {
    const { id } = this.put(fields);
    this.journal.add({ crm: CRM, kind: 'contact-seeded', objectId: id, email: fields.Email });
    return id;
  }

  lead(id: string): Readonly<ZohoLead> | null {
    return this.leads.get(id) ?? null;
  }

  create({ Owner: owner, ...fields }: Fields): SandboxAnswer {
    const missing = NEEDED.find((name) => !fields[name]);
    if (missing) return failed('MANDATORY_NOT_FOUND', 'required field not found', missing);
    const wrong = this.wrong(null, owner, fields);
    if (wrong) return wrong;
    const made = this.put(fields, idIn(owner) ?? undefined);
    this.journal.add({ crm: CRM, kind: 'contact-created', objectId: made.id, email: addressOf(made), leadId: (fields['Leadwright_Lead_Id'] as string | undefined) ?? null, properties: Object.keys(fields) });
    return done(made.id, 201);
  }

  update(id: string, { Owner: owner, ...fields }: Fields): SandboxAnswer {
    const lead = this.leads.get(id);
    if (!lead) return failed('INVALID_DATA', 'the id given seems to be invalid', 'id');
    const wrong = this.wrong(lead, owner, fields);
    if (wrong) return wrong;
    Object.assign(lead.fields, fields);
    lead.modified = this.now();
    const user = idIn(owner);
    if (user !== null) {
      lead.owner = user;
      this.journal.add({ crm: CRM, kind: 'owner-set', objectId: id, owner: user });
    }
    const facts = Object.entries(fields).filter(([name]) => OURS.includes(name));
    if (facts.length > 0) this.journal.add({ crm: CRM, kind: 'facts-written', objectId: id, values: Object.fromEntries(facts.map(([name, value]) => [name.toLowerCase(), String(value)])) });
    return done(id);
  }

  read(ids: readonly string[], fields: readonly string[]): SandboxAnswer {
    const found = ids.flatMap((id) => this.leads.get(id) ?? []);
    this.journal.add({ crm: CRM, kind: 'contacts-read', objectIds: found.map(({ id }) => id), missing: ids.filter((id) => !this.leads.has(id)) });
    return listed(found.map((lead) => show(lead, fields)));
  }

  search(field: string, value: string): SandboxAnswer {
    const found = [...this.leads.values()].filter((lead) => String(lead.fields[field] ?? '').toLowerCase() === value.toLowerCase());
    this.journal.add({ crm: CRM, kind: 'contacts-searched', by: field, value, found: found.map(({ id }) => id) });
    return listed(found.map((lead) => show(lead, ['Email'])));
  }

  /** Ids in the order in which they changed. */
  changedSince(since: number, offset: number, limit: number): SandboxAnswer {
    const all = [...this.leads.values()].filter(({ modified }) => modified >= since).sort((a, b) => a.modified - b.modified || a.id.localeCompare(b.id));
    return listed(all.slice(offset, offset + limit).map((lead) => show(lead, ['Modified_Time'])), offset + limit < all.length);
  }

  hang(module: 'Tasks' | 'Notes', leadId: unknown, record: Fields): SandboxAnswer {
    if (typeof leadId !== 'string' || !this.leads.has(leadId)) return failed('INVALID_DATA', 'invalid data', module === 'Tasks' ? 'What_Id' : 'Parent_Id');
    const id = this.nextId();
    const text = String(record[TEXT_OF[module]] ?? '');
    this.texts[module].push({ id, leadId, text });
    if (module === 'Tasks') this.journal.add({ crm: CRM, kind: 'task-created', taskId: id, objectId: leadId, subject: String(record['Subject'] ?? ''), body: text, owner: idIn(record['Owner']) });
    else this.journal.add({ crm: CRM, kind: 'note-created', noteId: id, objectId: leadId, body: text });
    return done(id, 201);
  }

  textsOn(leadId: string, module: 'Tasks' | 'Notes'): SandboxAnswer {
    return listed(this.texts[module].filter((one) => one.leadId === leadId).map(({ id, text }) => ({ id, [TEXT_OF[module]]: text })).reverse());
  }

  private wrong(lead: ZohoLead | null, owner: unknown, fields: Fields): SandboxAnswer | null {
    const unknown = Object.keys(fields).find((name) => !this.fieldNames.includes(name));
    if (unknown !== undefined) return failed('INVALID_DATA', `the field ${unknown} is not known`, unknown);
    const user = idIn(owner);
    if (user === null || (USERS.some(({ id, active }) => active && id === user) && !(lead && this.firstOwner.refuses(lead.id, addressOf(lead), user)))) return null;
    const said = 'the user given is not active';
    if (lead) this.journal.add({ crm: CRM, kind: 'owner-refused', objectId: lead.id, owner: user, said });
    return failed('INVALID_DATA', said, 'Owner');
  }

  private put(fields: Fields, owner = USERS[0]!.id): ZohoLead {
    const lead: ZohoLead = { id: this.nextId(), owner, modified: this.now(), fields: { Created_Time: timeOf(this.now()), ...fields } };
    this.leads.set(lead.id, lead);
    return lead;
  }

  private nextId(): string {
    return `55402300000${String((this.made += 1)).padStart(8, '0')}`;
  }
}

const TEXT_OF = { Tasks: 'Description', Notes: 'Note_Content' } as const;
const idIn = (user: unknown): string | null => (typeof user === 'object' && user !== null && 'id' in user ? String(user.id) : null);
const addressOf = ({ fields }: ZohoLead): string | null => (fields['Email'] as string | undefined) ?? null;
/** Whole seconds, as Zoho keeps them. */
const timeOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');

function show(lead: ZohoLead, wanted: readonly string[]): object {
  const owner = USERS.find(({ id }) => id === lead.owner);
  const all: Fields = { ...lead.fields, Modified_Time: timeOf(lead.modified), Owner: { id: lead.owner, name: owner?.name ?? '', email: 'user@rimewell.example' } };
  return { ...Object.fromEntries(wanted.map((name) => [name, all[name] ?? null])), id: lead.id };
}
