import type { SandboxAnswer } from '../answer.js';
import type { Journal } from '../journal.js';
import { FirstOwner } from '../world/first-owner.js';
import { LEAD_COLUMNS, OWN_COLUMNS, TASK_COLUMNS, USERS } from './org.data.js';
import { error, gone, saved } from './salesforce-errors.js';
import { runSoql, type Row } from './soql.js';

export type Fields = Readonly<Record<string, string>>;
export type SeededLead = Fields & { readonly Id: string; readonly Email: string };

export const ROOT = '/services/data/v62.0';
const CRM = 'Salesforce';
const ROWS_OF_A_PAGE = 200;
const MOST_IDS = 2_000;

/** A Salesforce organisation in memory: its leads and tasks, with Salesforce's rules as far as the product meets them. Nothing keeps addresses unique. */
export class SalesforceOrg {
  private readonly leads = new Map<string, Record<string, string>>();
  private readonly tasks = new Map<string, Fields>();
  private readonly pages = new Map<string, readonly object[]>();
  private readonly firstOwner: FirstOwner;
  private made = 0;

  constructor(private readonly journal: Journal, private readonly now: () => number, refusesFirstOwner: ReadonlySet<string> = new Set()) {
    this.firstOwner = new FirstOwner(refusesFirstOwner);
  }

  /** Puts a lead there as a person would have, and gives its id; without one it gets the next. Who is there already stays as they are. */
  seed(fields: Fields & { readonly Email: string }): string {
    if (fields['Id'] !== undefined && this.leads.has(fields['Id'])) return fields['Id'];
    const id = this.put(fields);
    this.journal.add({ crm: CRM, kind: 'contact-seeded', objectId: id, email: fields.Email });
    return id;
  }

  lead(id: string): Fields | null {
    return this.leads.get(id) ?? null;
  }

  createLead(fields: Fields): SandboxAnswer {
    const missing = ['LastName', 'Company'].filter((name) => !fields[name]);
    if (missing.length > 0) return error(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
    const wrong = this.unknownField(fields) ?? this.wrongOwner(null, fields);
    if (wrong) return wrong;
    const id = this.put(fields);
    this.journal.add({ crm: CRM, kind: 'contact-created', objectId: id, email: fields['Email'] ?? null, leadId: fields['Leadwright_Lead_Id__c'] ?? null, properties: Object.keys(fields) });
    return saved(id);
  }

  readLead(id: string, names: readonly string[]): SandboxAnswer {
    const lead = this.leads.get(id);
    if (!lead) return gone();
    const wrong = this.unknownField(Object.fromEntries(names.map((name) => [name, ''])));
    if (wrong) return wrong;
    this.journal.add({ crm: CRM, kind: 'contact-read', objectId: id, properties: names });
    return { status: 200, body: show('Lead', lead, names) };
  }

  /** One row for each id, in their order; null where there is none. */
  readLeads(ids: readonly string[], names: readonly string[]): SandboxAnswer {
    if (ids.length > MOST_IDS) return error(400, 'EXCEEDED_ID_LIMIT', `Specify exactly one to ${MOST_IDS} ids`);
    const wrong = this.unknownField(Object.fromEntries(names.map((name) => [name, ''])));
    if (wrong) return wrong;
    this.journal.add({ crm: CRM, kind: 'contacts-read', objectIds: ids.filter((id) => this.leads.has(id)), missing: ids.filter((id) => !this.leads.has(id)) });
    return { status: 200, body: ids.map((id) => (this.leads.has(id) ? show('Lead', this.leads.get(id)!, names) : null)) };
  }

  patchLead(id: string, fields: Fields): SandboxAnswer {
    const lead = this.leads.get(id);
    if (!lead) return gone();
    const wrong = this.unknownField(fields) ?? this.wrongOwner(lead, fields);
    if (wrong) return wrong;
    Object.assign(lead, fields, { SystemModstamp: this.time() });
    const { OwnerId: owner, ...values } = fields;
    if (owner !== undefined) this.journal.add({ crm: CRM, kind: 'owner-set', objectId: id, owner });
    if (Object.keys(values).length > 0) this.journal.add({ crm: CRM, kind: 'facts-written', objectId: id, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [ourName(name), value])) });
    return { status: 204, body: '' };
  }

  /** A task that is completed from the start is what stands for a note. */
  createTask(fields: Fields): SandboxAnswer {
    const leadId = fields['WhoId'] ?? '';
    if (!this.leads.has(leadId)) return error(400, 'FIELD_INTEGRITY_EXCEPTION', 'Name ID: id value of incorrect type', ['WhoId']);
    const wrong = this.wrongOwner(null, fields);
    if (wrong) return wrong;
    const id = this.nextId('00T');
    this.tasks.set(id, { ...fields, Id: id, CreatedDate: this.time() });
    const body = fields['Description'] ?? '';
    this.journal.add(fields['Status'] === 'Completed'
      ? { crm: CRM, kind: 'note-created', noteId: id, objectId: leadId, body }
      : { crm: CRM, kind: 'task-created', taskId: id, objectId: leadId, subject: fields['Subject'] ?? '', body, owner: fields['OwnerId'] ?? null });
    return saved(id);
  }

  query(soql: string): SandboxAnswer {
    const answer = runSoql(soql, {
      Lead: { columns: LEAD_COLUMNS, rows: [...this.leads.values()].map((lead): Row => ({ ...lead, IsConverted: false })) },
      Task: { columns: TASK_COLUMNS, rows: [...this.tasks.values()] },
      User: { columns: new Set(['Id', 'Name', 'IsActive']), rows: USERS.map(({ id, name, active }) => ({ Id: id, Name: name, IsActive: active })) },
    });
    if (!answer.ok) return error(400, answer.errorCode, answer.message);
    const { table, fields, rows } = answer;
    if (table !== 'User') this.journal.add({ crm: CRM, kind: table === 'Lead' ? 'contacts-searched' : 'tasks-searched', by: 'SOQL', value: soql, found: rows.map(({ Id }) => String(Id)) });
    return this.page(rows.map((row) => show(table, row, fields)), 0);
  }

  /** The next rows of a query, under the name that its last page gave. */
  more(locator: string): SandboxAnswer {
    const [id = '', start] = locator.split('-');
    const rows = this.pages.get(id);
    return rows ? this.page(rows, Number(start), id) : error(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }

  private page(rows: readonly object[], start: number, id = this.nextId('01g')): SandboxAnswer {
    const end = start + ROWS_OF_A_PAGE;
    const done = end >= rows.length;
    if (!done) this.pages.set(id, rows);
    return { status: 200, body: { totalSize: rows.length, done, records: rows.slice(start, end), ...(done ? {} : { nextRecordsUrl: `${ROOT}/query/${id}-${end}` }) } };
  }

  private unknownField(fields: Fields): SandboxAnswer | null {
    const unknown = Object.keys(fields).find((name) => !LEAD_COLUMNS.has(name));
    return unknown === undefined ? null : error(400, 'INVALID_FIELD', `No such column '${unknown}' on sobject of type Lead`);
  }

  private wrongOwner(lead: Fields | null, { OwnerId: owner }: Fields): SandboxAnswer | null {
    if (owner === undefined) return null;
    const isActive = USERS.some(({ id, active }) => active && id.slice(0, 15) === owner.slice(0, 15));
    if (isActive && !(lead && this.firstOwner.refuses(lead['Id']!, lead['Email'] ?? null, owner.slice(0, 15)))) return null;
    const said = 'operation performed with inactive user';
    if (lead) this.journal.add({ crm: CRM, kind: 'owner-refused', objectId: lead['Id']!, owner, said });
    return error(400, 'INACTIVE_OWNER_OR_USER', said, ['OwnerId']);
  }

  private put(fields: Fields): string {
    const id = fields['Id'] ?? this.nextId('00Q');
    this.leads.set(id, { OwnerId: USERS[0]!.id, Status: 'Open - Not Contacted', ...fields, Id: id, CreatedDate: this.time(), SystemModstamp: this.time() });
    return id;
  }

  private nextId(prefix: string): string {
    return `${prefix}RW${String((this.made += 1)).padStart(10, '0')}AAA`;
  }

  private time(): string {
    return new Date(this.now()).toISOString().replace('Z', '+0000');
  }
}

const show = (type: string, row: Row, names: readonly string[]): object =>
  ({ attributes: { type, url: `${ROOT}/sobjects/${type}/${String(row['Id'])}` }, ...Object.fromEntries(names.map((name) => [name, row[name] ?? null])) });

/** `Leadwright_Fit__c` is `leadwright_fit` in every journal. */
const ourName = (column: string): string => (OWN_COLUMNS.includes(column) ? column.replace(/__c$/, '').toLowerCase() : column);
