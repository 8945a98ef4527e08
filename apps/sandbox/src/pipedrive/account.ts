import type { SandboxAnswer } from '../answer.js';
import type { Journal } from '../journal.js';
import { FirstOwner } from '../world/first-owner.js';
import { FIELD_KEYS, USERS } from './account.data.js';
import { invalid, missing, ok } from './pipedrive-errors.js';

interface Contacting { readonly value: string; readonly primary: boolean; readonly label: string }

/** A person as Pipedrive keeps it. */
export interface Person {
  readonly id: number;
  name: string;
  emails: readonly Contacting[];
  phones: readonly Contacting[];
  owner_id: number | null;
  org_id: number | null;
  custom_fields: Record<string, unknown>;
  readonly add_time: string;
  update_time: string;
}
export type PersonFields = Partial<Pick<Person, 'name' | 'emails' | 'phones' | 'owner_id' | 'org_id' | 'custom_fields'>>;

/** Somebody whom a user put there, with the organisation they work for. */
export interface SeededPerson {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly organization: { readonly name: string; readonly country: string } | null;
  readonly custom_fields: Readonly<Record<string, string>>;
}

interface Text { readonly id: number; readonly personId: number; readonly text: string }

const CRM = 'Pipedrive';
const MOST_IDS = 100;
const OUR_NAMES = new Map(Object.entries(FIELD_KEYS).map(([ours, key]) => [key, ours]));

/** A Pipedrive account in memory: persons, their organisations, activities and notes. Nothing keeps addresses unique. */
export class PipedriveAccount {
  private readonly persons = new Map<number, Person>();
  private readonly organizations = new Map<number, object>();
  private readonly activities: Text[] = [];
  private readonly notes: Text[] = [];
  private readonly firstOwner: FirstOwner;
  private made = 0;

  constructor(private readonly journal: Journal, private readonly now: () => number, refusesFirstOwner: ReadonlySet<string> = new Set()) {
    this.firstOwner = new FirstOwner(refusesFirstOwner);
  }

  /** Puts a person there as a user would have; without an id it gets the next one. Who is there already stays as they are. */
  seed({ id, name, email, organization = null, custom_fields = {} }: Pick<SeededPerson, 'name' | 'email'> & Partial<SeededPerson>): Person {
    const known = id === undefined ? undefined : this.persons.get(id);
    if (known) return known;
    const organizationId = organization ? (this.made += 1) : null;
    if (organization && organizationId !== null) this.organizations.set(organizationId, { id: organizationId, name: organization.name, address: { value: organization.country, country: organization.country } });
    const made = this.put({ name, emails: [{ value: email, primary: true, label: 'work' }], org_id: organizationId, custom_fields: { ...custom_fields } }, id);
    this.journal.add({ crm: CRM, kind: 'contact-seeded', objectId: String(made.id), email });
    return made;
  }

  person(id: number): Person | null {
    return this.persons.get(id) ?? null;
  }

  create(fields: PersonFields): SandboxAnswer {
    const wrong = fields.name ? this.wrongFields(null, fields) : invalid('Name is required');
    if (wrong) return wrong;
    const made = this.put(fields);
    this.journal.add({ crm: CRM, kind: 'contact-created', objectId: String(made.id), email: mainAddress(made), leadId: (made.custom_fields[FIELD_KEYS['leadwright_lead_id']!] as string | undefined) ?? null, properties: Object.keys(fields) });
    return ok(made);
  }

  read(id: number): SandboxAnswer {
    const person = this.persons.get(id);
    if (!person) return missing('Person not found');
    this.journal.add({ crm: CRM, kind: 'contact-read', objectId: String(id), properties: [] });
    return ok(person);
  }

  patch(id: number, fields: PersonFields): SandboxAnswer {
    const person = this.persons.get(id);
    if (!person) return missing('Person not found');
    const wrong = this.wrongFields(person, fields);
    if (wrong) return wrong;
    Object.assign(person, fields, { custom_fields: { ...person.custom_fields, ...fields.custom_fields }, update_time: this.time() });
    if (fields.owner_id !== undefined) this.journal.add({ crm: CRM, kind: 'owner-set', objectId: String(id), owner: String(fields.owner_id) });
    if (fields.custom_fields) this.journal.add({ crm: CRM, kind: 'facts-written', objectId: String(id), values: Object.fromEntries(Object.entries(fields.custom_fields).map(([key, value]) => [OUR_NAMES.get(key)!, String(value)])) });
    return ok(person);
  }

  /** By ids, of which unknown ones are left out without a word, or by time of change; in pages. */
  list(query: URLSearchParams): SandboxAnswer {
    const ids = query.get('ids')?.split(',').map(Number);
    if (ids && ids.length > MOST_IDS) return invalid(`Validation failed: ids: at most ${MOST_IDS}`);
    const since = Date.parse(query.get('updated_since') ?? '1970-01-01T00:00:00Z');
    const all = ids ? ids.flatMap((id) => this.persons.get(id) ?? []) : [...this.persons.values()].filter(({ update_time: at }) => Date.parse(at) >= since).sort((a, b) => a.update_time.localeCompare(b.update_time));
    if (!ids && query.get('sort_direction') === 'desc') all.reverse();
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit') ?? 100);
    if (ids) this.journal.add({ crm: CRM, kind: 'contacts-read', objectIds: all.map(({ id }) => String(id)), missing: ids.filter((id) => !this.persons.has(id)).map(String) });
    else this.journal.add({ crm: CRM, kind: 'contacts-searched', by: 'update_time', value: query.get('updated_since') ?? '', found: all.slice(start, end).map(({ id }) => String(id)) });
    return ok(all.slice(start, end), { additional_data: { next_cursor: end < all.length ? String(end) : null } });
  }

  /** Exact matches of an address, or of the value of a custom field. */
  search(field: string, term: string): SandboxAnswer {
    const wanted = term.toLowerCase();
    const found = [...this.persons.values()].filter((person) => (field === 'email' ? person.emails.map(({ value }) => value) : Object.values(person.custom_fields)).some((value) => String(value).toLowerCase() === wanted));
    this.journal.add({ crm: CRM, kind: 'contacts-searched', by: field, value: term, found: found.map(({ id }) => String(id)) });
    return ok({ items: found.map(({ id, name, emails, custom_fields: fields }) => ({ result_score: 1, item: { id, type: 'person', name, emails: emails.map(({ value }) => value), custom_fields: Object.values(fields) } })) });
  }

  organizationsOf(ids: readonly number[]): SandboxAnswer {
    return ok(ids.flatMap((id) => this.organizations.get(id) ?? []));
  }

  createActivity(personId: unknown, { subject, note, owner_id: owner }: { readonly subject?: unknown; readonly note?: unknown; readonly owner_id?: unknown }): SandboxAnswer {
    const made = this.hang(this.activities, personId, String(note ?? ''));
    if (!made) return invalid('Person not found');
    this.journal.add({ crm: CRM, kind: 'task-created', taskId: String(made.id), objectId: String(made.personId), subject: String(subject ?? ''), body: made.text, owner: owner === undefined ? null : String(owner) });
    return ok({ id: made.id, subject });
  }

  createNote(personId: unknown, content: unknown): SandboxAnswer {
    const made = this.hang(this.notes, personId, String(content ?? ''));
    if (!made) return invalid('Person not found');
    this.journal.add({ crm: CRM, kind: 'note-created', noteId: String(made.id), objectId: String(made.personId), body: made.text });
    return ok({ id: made.id });
  }

  activitiesOf(personId: number): SandboxAnswer {
    return ok(this.activities.filter((one) => one.personId === personId).map(({ id, text }) => ({ id, note: text })).reverse());
  }

  notesOf(personId: number): SandboxAnswer {
    return ok(this.notes.filter((one) => one.personId === personId).map(({ id, text }) => ({ id, content: text })).reverse());
  }

  private hang(texts: Text[], personId: unknown, text: string): Text | null {
    if (typeof personId !== 'number' || !this.persons.has(personId)) return null;
    const made: Text = { id: (this.made += 1), personId, text };
    texts.push(made);
    return made;
  }

  private wrongFields(person: Person | null, { owner_id: owner, custom_fields: fields = {} }: PersonFields): SandboxAnswer | null {
    const unknown = Object.keys(fields).find((key) => !OUR_NAMES.has(key));
    if (unknown !== undefined) return invalid(`Validation failed: custom_fields: ${unknown} is not known`);
    if (owner === undefined || owner === null) return null;
    if (USERS.some(({ id, active }) => active && id === owner) && !(person && this.firstOwner.refuses(String(person.id), mainAddress(person), String(owner)))) return null;
    const said = 'Owner is not an active user';
    if (person) this.journal.add({ crm: CRM, kind: 'owner-refused', objectId: String(person.id), owner: String(owner), said });
    return invalid(said);
  }

  private put(fields: PersonFields, id = (this.made += 1)): Person {
    const person: Person = { id, name: '', emails: [], phones: [], owner_id: USERS[0]!.id, org_id: null, add_time: this.time(), update_time: this.time(), ...fields, custom_fields: { ...fields.custom_fields } };
    this.persons.set(person.id, person);
    return person;
  }

  private time(): string {
    return new Date(this.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

const mainAddress = ({ emails }: Person): string | null => (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? null;
