import type { Journal } from '../journal.js';
import type { SandboxAnswer } from '../answer.js';
import { exists, invalidProperty, notFound } from './hubspot-errors.js';

export type Properties = Readonly<Record<string, string>>;
interface CrmObject { readonly id: string; readonly createdAt: string; updatedAt: string; properties: Record<string, string> }

/** A contact that is in the CRM before anybody writes. */
export interface Contact { readonly id: string; readonly properties: Properties & { readonly email: string } }

const OWNER = 'hubspot_owner_id';
const OWNERS: ReadonlySet<string> = new Set(['7001', '7002', '7003', '7004', '7005', '7006', '7007', '7008', '7009']);
const LEAD_ID = 'leadwright_lead_id';
const CONTACT_PROPERTIES: ReadonlySet<string> = new Set([
  'email', 'firstname', 'lastname', 'phone', 'jobtitle', 'company', 'website', 'country', 'numberofemployees', 'message', 'hs_analytics_source', OWNER,
  LEAD_ID, 'leadwright_company_size', 'leadwright_industry', 'leadwright_fit', 'leadwright_summary',
]);
/** Objects that the CRM makes itself are numbered from here: those of the plan have smaller ids. */
const FIRST_ID = 900_001;

/** A HubSpot account in memory: its contacts and tasks, with HubSpot's rules as far as the product meets them. */
export class Crm {
  private readonly contacts = new Map<string, CrmObject>();
  private readonly tasks = new Map<string, CrmObject>();
  /** Whom a contact of `refusesFirstOwner` refused. */
  private readonly refused = new Map<string, string>();
  private nextId = FIRST_ID;

  /** `refusesFirstOwner`: addresses whose contact refuses the first owner it is given, and takes any other. */
  constructor(private readonly journal: Journal, private readonly now: () => number, private readonly refusesFirstOwner: ReadonlySet<string> = new Set()) {}

  /** Puts contacts there as a person would have. Those that are there already stay as they are. */
  seed(contacts: readonly Contact[]): void {
    for (const { id, properties } of contacts) {
      if (this.contacts.has(id)) continue;
      this.put(this.contacts, id, properties);
      this.journal.add({ kind: 'contact-seeded', objectId: id, email: properties.email });
    }
  }

  contact(id: string): Properties | null {
    return this.contacts.get(id)?.properties ?? null;
  }

  contactOf(email: string): string | null {
    const wanted = email.toLowerCase();
    return [...this.contacts.values()].find(({ properties }) => properties['email']?.toLowerCase() === wanted)?.id ?? null;
  }

  createContact(properties: Properties): SandboxAnswer {
    const email = properties['email'] ?? null;
    const leadId = properties[LEAD_ID] ?? null;
    const known = email === null ? null : this.contactOf(email);
    if (known !== null && email !== null) {
      this.journal.add({ kind: 'contact-adopted', objectId: known, email, leadId });
      return exists(known);
    }
    const wrong = this.unknownProperty(properties) ?? this.wrongOwner(null, properties);
    if (wrong) return wrong;
    const created = this.put(this.contacts, this.newId(), properties);
    this.journal.add({ kind: 'contact-created', objectId: created.id, email, leadId, properties: Object.keys(properties) });
    return { status: 201, body: wire(created) };
  }

  readContact(id: string, names: readonly string[]): SandboxAnswer {
    const contact = this.contacts.get(id);
    if (!contact) return notFound();
    this.journal.add({ kind: 'contact-read', objectId: id, properties: names });
    return { status: 200, body: wire(contact, names) };
  }

  patchContact(id: string, properties: Properties): SandboxAnswer {
    const contact = this.contacts.get(id);
    if (!contact) return notFound();
    const wrong = this.unknownProperty(properties) ?? this.wrongOwner(contact, properties);
    if (wrong) return wrong;
    contact.properties = { ...contact.properties, ...properties };
    contact.updatedAt = this.time();
    const { [OWNER]: owner, ...values } = properties;
    if (owner !== undefined) this.journal.add({ kind: 'owner-set', objectId: id, owner });
    if (Object.keys(values).length > 0) this.journal.add({ kind: 'facts-written', objectId: id, values });
    return { status: 200, body: wire(contact) };
  }

  createTask(properties: Properties, contactId: string | null): SandboxAnswer {
    const wrong = this.wrongOwner(null, properties);
    if (wrong) return wrong;
    if (contactId !== null && !this.contacts.has(contactId)) return notFound();
    const task = this.put(this.tasks, this.newId(), properties);
    this.journal.add({ kind: 'task-created', taskId: task.id, objectId: contactId, subject: properties['hs_task_subject'] ?? '', body: properties['hs_task_body'] ?? '', owner: properties[OWNER] ?? null });
    return { status: 201, body: wire(task) };
  }

  search(type: 'contacts' | 'tasks', filter: { propertyName: string; operator: string; value: string }, names: readonly string[]): SandboxAnswer {
    const found = [...this[type].values()].filter(({ properties }) => matches(properties[filter.propertyName] ?? '', filter));
    this.journal.add({ kind: `${type}-searched`, by: filter.propertyName, value: filter.value, found: found.map(({ id }) => id) });
    return { status: 200, body: { total: found.length, results: found.slice(0, 100).map((object) => wire(object, names)) } };
  }

  private unknownProperty(properties: Properties): SandboxAnswer | null {
    const unknown = Object.keys(properties).find((name) => !CONTACT_PROPERTIES.has(name));
    return unknown === undefined ? null : invalidProperty(unknown, 'PROPERTY_DOESNT_EXIST', `Property "${unknown}" does not exist`);
  }

  private wrongOwner(contact: CrmObject | null, { [OWNER]: owner }: Properties): SandboxAnswer | null {
    if (owner === undefined) return null;
    const said = !OWNERS.has(owner) ? `Owner ${owner} does not exist` : contact && this.isRefused(contact, owner) ? `Owner ${owner} is deactivated in the business unit of this record` : null;
    if (said === null) return null;
    if (contact) this.journal.add({ kind: 'owner-refused', objectId: contact.id, owner, said });
    return invalidProperty(OWNER, 'INVALID_OWNER_ID', said);
  }

  private isRefused({ id, properties }: CrmObject, owner: string): boolean {
    if (!this.refusesFirstOwner.has(properties['email'] ?? '')) return false;
    if (!this.refused.has(id)) this.refused.set(id, owner);
    return this.refused.get(id) === owner;
  }

  private put(objects: Map<string, CrmObject>, id: string, properties: Properties): CrmObject {
    const object = { id, createdAt: this.time(), updatedAt: this.time(), properties: { ...properties } };
    objects.set(id, object);
    return object;
  }

  private newId(): string {
    return String(this.nextId++);
  }

  private time(): string {
    return new Date(this.now()).toISOString();
  }
}

/** An object as HubSpot shows it: what was asked for and is empty is null. */
function wire({ id, createdAt, updatedAt, properties }: CrmObject, names: readonly string[] = Object.keys(properties)): object {
  const shown = Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
  return { id, properties: { ...shown, createdate: createdAt, hs_object_id: id, lastmodifieddate: updatedAt }, createdAt, updatedAt, archived: false };
}

function matches(text: string, { operator, value }: { operator: string; value: string }): boolean {
  if (operator === 'EQ') return text.toLowerCase() === value.toLowerCase();
  return operator === 'CONTAINS_TOKEN' && text.toLowerCase().split(/[^\p{L}\p{N}]+/u).includes(value.toLowerCase());
}
