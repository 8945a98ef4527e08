import type { Happening, Journal } from '../journal.js';
import type { SandboxAnswer } from '../answer.js';
import { FirstOwner } from '../world/first-owner.js';
import { wire, type CrmObject, type Properties } from './crm-object.js';
import { exists, invalidProperty, notFound, notValid, partlyFound } from './hubspot-errors.js';
import { HUBSPOT_OWNERS } from './owners.data.js';
import { searchObjects, type ObjectSearch } from './search-objects.js';

/** A contact that is in the CRM before anybody writes. */
export interface Contact { readonly id: string; readonly properties: Properties & { readonly email: string } }

const CRM = 'HubSpot';
const OWNER = 'hubspot_owner_id';
const OWNERS: ReadonlySet<string> = new Set(HUBSPOT_OWNERS.filter(({ archived }) => !archived).map(({ id }) => id));
/** Ids that one batch may name. */
const MOST_INPUTS = 100;
const LEAD_ID = 'leadwright_lead_id';
const CONTACT_PROPERTIES: ReadonlySet<string> = new Set([
  'email', 'firstname', 'lastname', 'phone', 'mobilephone', 'jobtitle', 'company', 'website', 'country', 'state', 'numemployees', 'numberofemployees', 'message', 'hs_analytics_source', OWNER,
  LEAD_ID, 'leadwright_company_size', 'leadwright_industry', 'leadwright_fit', 'leadwright_summary',
]);
/** Objects that the CRM makes itself are numbered from here: those of the plan have smaller ids. */
const FIRST_ID = 900_001;

/** A HubSpot account in memory: its contacts, tasks and notes, with HubSpot's rules as far as the product meets them. */
export class Crm {
  private readonly contacts = new Map<string, CrmObject>();
  private readonly tasks = new Map<string, CrmObject>();
  private readonly notes = new Map<string, CrmObject>();
  private readonly firstOwner: FirstOwner;
  private nextId = FIRST_ID;

  /** `refusesFirstOwner`: addresses of contacts whose first owner is refused. */
  constructor(private readonly journal: Journal, private readonly now: () => number, refusesFirstOwner: ReadonlySet<string> = new Set()) {
    this.firstOwner = new FirstOwner(refusesFirstOwner);
  }

  /** Puts contacts there as a person would have. Those that are there already stay as they are. */
  seed(contacts: readonly Contact[]): void {
    for (const { id, properties } of contacts) {
      if (this.contacts.has(id)) continue;
      this.put(this.contacts, id, properties);
      this.journal.add({ crm: CRM, kind: 'contact-seeded', objectId: id, email: properties.email });
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
      this.journal.add({ crm: CRM, kind: 'contact-adopted', objectId: known, email, leadId });
      return exists(known);
    }
    const wrong = this.unknownProperty(properties) ?? this.wrongOwner(null, properties);
    if (wrong) return wrong;
    const created = this.put(this.contacts, this.newId(), properties);
    this.journal.add({ crm: CRM, kind: 'contact-created', objectId: created.id, email, leadId, properties: Object.keys(properties) });
    return { status: 201, body: wire(created) };
  }

  readContact(id: string, names: readonly string[]): SandboxAnswer {
    const contact = this.contacts.get(id);
    if (!contact) return notFound();
    this.journal.add({ crm: CRM, kind: 'contact-read', objectId: id, properties: names });
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
    if (owner !== undefined) this.journal.add({ crm: CRM, kind: 'owner-set', objectId: id, owner });
    if (Object.keys(values).length > 0) this.journal.add({ crm: CRM, kind: 'facts-written', objectId: id, values });
    return { status: 200, body: wire(contact) };
  }

  /** Reads many at once. Ids that are not there make the answer a 207, and one named twice is refused, as HubSpot does. */
  readContacts(ids: readonly string[], names: readonly string[]): SandboxAnswer {
    if (ids.length > MOST_INPUTS) return notValid(`The maximum number of inputs supported in a batch request is ${MOST_INPUTS}`);
    if (new Set(ids).size < ids.length) return notValid('Duplicate IDs found in batch input');
    const missing = ids.filter((id) => !this.contacts.has(id));
    this.journal.add({ crm: CRM, kind: 'contacts-read', objectIds: ids.filter((id) => this.contacts.has(id)), missing });
    const results = ids.flatMap((id) => this.contacts.get(id) ?? []).map((contact) => wire(contact, names));
    return missing.length > 0 ? partlyFound(results, missing) : { status: 200, body: { status: 'COMPLETE', results } };
  }

  createTask(properties: Properties, contactId: string | null): SandboxAnswer {
    return this.hang(this.tasks, properties, contactId, ({ id }) => ({
      crm: CRM, kind: 'task-created', taskId: id, objectId: contactId, subject: properties['hs_task_subject'] ?? '', body: properties['hs_task_body'] ?? '', owner: properties[OWNER] ?? null,
    }));
  }

  createNote(properties: Properties, contactId: string | null): SandboxAnswer {
    return this.hang(this.notes, properties, contactId, ({ id }) => ({ crm: CRM, kind: 'note-created', noteId: id, objectId: contactId, body: properties['hs_note_body'] ?? '' }));
  }

  search(type: 'contacts' | 'tasks' | 'notes', search: ObjectSearch, names: readonly string[]): SandboxAnswer {
    const { total, page, next } = searchObjects(this[type].values(), search);
    this.journal.add({ crm: CRM, kind: `${type}-searched`, by: search.filter.propertyName, value: search.filter.value, found: page.map(({ id }) => id) });
    return { status: 200, body: { total, results: page.map((object) => wire(object, names)), ...(next ? { paging: { next: { after: next } } } : {}) } };
  }

  /** Which of these contact properties there are; the others make the answer a 207. */
  readProperties(names: readonly string[]): SandboxAnswer {
    const results = names.filter((name) => CONTACT_PROPERTIES.has(name)).map((name) => ({ name, type: 'string', fieldType: 'text' }));
    const missing = names.filter((name) => !CONTACT_PROPERTIES.has(name));
    return missing.length > 0 ? partlyFound(results, missing) : { status: 200, body: { status: 'COMPLETE', results } };
  }

  private hang(objects: Map<string, CrmObject>, properties: Properties, contactId: string | null, happeningOf: (made: CrmObject) => Happening): SandboxAnswer {
    if (!properties['hs_timestamp']) return notValid('hs_timestamp is required');
    const wrong = this.wrongOwner(null, properties);
    if (wrong) return wrong;
    if (contactId !== null && !this.contacts.has(contactId)) return notFound();
    const made = this.put(objects, this.newId(), properties);
    this.journal.add(happeningOf(made));
    return { status: 201, body: wire(made) };
  }

  private unknownProperty(properties: Properties): SandboxAnswer | null {
    const unknown = Object.keys(properties).find((name) => !CONTACT_PROPERTIES.has(name));
    return unknown === undefined ? null : invalidProperty(unknown, 'PROPERTY_DOESNT_EXIST', `Property "${unknown}" does not exist`);
  }

  private wrongOwner(contact: CrmObject | null, { [OWNER]: owner }: Properties): SandboxAnswer | null {
    if (owner === undefined) return null;
    const said = !OWNERS.has(owner) ? `Owner ${owner} does not exist` : contact && this.firstOwner.refuses(contact.id, contact.properties['email'] ?? null, owner) ? `Owner ${owner} is deactivated in the business unit of this record` : null;
    if (said === null) return null;
    if (contact) this.journal.add({ crm: CRM, kind: 'owner-refused', objectId: contact.id, owner, said });
    return invalidProperty(OWNER, 'INVALID_OWNER_ID', said);
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
