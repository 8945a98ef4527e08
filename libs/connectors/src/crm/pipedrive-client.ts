import type { SafeHttp } from '#platform';
import type { AccessReport, CrmUser } from './access-report.js';
import { READ_BATCH, type CrmClient, type CrmLead, type CrmNote, type CrmPage, type CrmRead, type CrmRecord, type CrmTask, type FactsWrite } from './crm-client.js';
import type { CrmOutcome, CrmRefusal } from './crm-outcome.js';
import { FieldNames, LEAD_ID } from './leadwright-fields.js';
import { asHtml, chunksOf, unchanged, withMarker, writeByPolicy, written, type Current } from './outcomes.js';
import { checkPipedriveAccess } from './pipedrive-access.js';
import { PipedriveApi, readPipedrive, type PipedriveAccount } from './pipedrive-api.js';
import { customFields, personRecord } from './pipedrive-record.js';
import { wireFound, wireMade, wireOne, wireOrganizations, wirePersons, wireTexts, type WireOrganization, type WirePerson } from './pipedrive-wire.js';
import type { RateGate } from './rate-gate.js';
import { refused } from './read-answer.js';

/** Pipedrive persons by API v2 (notes by v1) with an API token. Written from its documentation; not yet run against the live service. */
export class PipedriveClient implements CrmClient {
  private readonly api: PipedriveApi;
  private readonly names: FieldNames;

  /** The gate belongs to the account and outlives the client. */
  constructor(http: SafeHttp, account: PipedriveAccount, gate: RateGate) {
    this.api = new PipedriveApi(http, account, gate);
    this.names = new FieldNames(account.fields);
  }

  /** Nothing there keeps e-mail addresses unique, so an address is always looked for before a person is made. */
  async createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst || lead.email ? await this.findLead(lead, lookFirst) : null;
    if (known) return known;
    const fields = { title: lead.title, company: lead.company, website: lead.website, country: lead.country, [LEAD_ID]: lead.leadId };
    const person = {
      name: [lead.firstName, lead.lastName].filter((part) => part).join(' ') || lead.email || lead.company || 'Unknown',
      ...(lead.email ? { emails: [{ value: lead.email, primary: true, label: 'work' }] } : {}),
      ...(lead.phone ? { phones: [{ value: lead.phone, primary: true, label: 'work' }] } : {}),
      custom_fields: this.names.toTheirs(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))),
    };
    return this.make('/api/v2/persons', person);
  }

  async setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome> {
    if (!isNumber(userId)) return notANumber(userId);
    if (lookFirst) {
      const there = await this.read(objectId);
      if (!there.ok) return there.refusal;
      if (String(there.person.owner_id) === userId) return unchanged(objectId);
    }
    return this.patch(objectId, { owner_id: Number(userId) }, ['owner_id']);
  }

  /** Facts that have no field in the account's `fields` are not kept there. */
  async writeFacts(objectId: string, facts: FactsWrite): Promise<CrmOutcome> {
    const values = Object.fromEntries(Object.entries(facts.values).filter(([name]) => this.names.theirs(name) !== null));
    if (Object.keys(values).length === 0) return unchanged(objectId);
    const read = async (): Promise<Current> => {
      const there = await this.read(objectId);
      return there.ok ? { ok: true, properties: customFields(there.person, this.names) } : there;
    };
    return writeByPolicy(objectId, { ...facts, values }, read, (write) => this.patch(objectId, { custom_fields: this.names.toTheirs(write) }, Object.keys(write)));
  }

  async createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome> {
    if (task.userId && !isNumber(task.userId)) return notANumber(task.userId);
    const known = lookFirst ? await this.findText(`/api/v2/activities?person_id=${encodeURIComponent(objectId)}&sort_by=add_time&sort_direction=desc&limit=100`, task.marker) : null;
    const due = new Date(task.dueAt).toISOString();
    return known ?? this.make('/api/v2/activities', {
      subject: task.subject, type: 'task', due_date: due.slice(0, 10), due_time: due.slice(11, 19), note: asHtml(withMarker(task.body, task.marker)),
      participants: [{ person_id: Number(objectId), primary: true }],
      ...(task.userId ? { owner_id: Number(task.userId) } : {}),
    });
  }

  /** Pipedrive dates a note itself. */
  async createNote(objectId: string, note: CrmNote, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst ? await this.findText(`/api/v1/notes?person_id=${encodeURIComponent(objectId)}&sort=${encodeURIComponent('add_time DESC')}&limit=100`, note.marker) : null;
    return known ?? this.make('/api/v1/notes', { content: asHtml(withMarker(note.text, note.marker)), person_id: Number(objectId) });
  }

  /** All fields come by themselves, and those of the organisation with them: nothing `more` has to be named. */
  async readLeads(objectIds: readonly string[]): Promise<CrmRead> {
    const records: CrmRecord[] = [];
    const wanted = [...new Set(objectIds)];
    for (const ids of chunksOf(wanted.filter(isNumber), READ_BATCH)) {
      const page = await this.list(`ids=${ids.join(',')}&limit=${READ_BATCH}`);
      if (page.outcome === 'refused') return page;
      records.push(...page.records);
    }
    const found = new Set(records.map(({ objectId }) => objectId));
    return { outcome: 'read', records, missing: wanted.filter((id) => !found.has(id)) };
  }

  listRecent(since: number, cursor: string | null): Promise<CrmPage> {
    const from = new Date(since).toISOString().replace(/\.\d+Z$/, 'Z');
    return this.list(`updated_since=${encodeURIComponent(from)}&sort_by=update_time&sort_direction=asc&limit=${READ_BATCH}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
  }

  checkAccess(users: readonly CrmUser[]): Promise<AccessReport> {
    return checkPipedriveAccess(this.api, users);
  }

  private async list(query: string): Promise<CrmPage> {
    const answer = await this.api.call('GET', `/api/v2/persons?${query}`);
    if (!answer.ok) return answer.refusal;
    const page = readPipedrive(wirePersons, answer.body);
    const persons = page.data.filter((person) => !person.is_deleted);
    const organizations = await this.organizations(persons);
    if (!(organizations instanceof Map)) return organizations;
    return { outcome: 'page', records: persons.map((person) => personRecord(person, organizations.get(person.org_id ?? 0) ?? null, this.names)), next: page.additional_data?.next_cursor ?? null };
  }

  /** A person names its organisation only by id. */
  private async organizations(persons: readonly WirePerson[]): Promise<Map<number, WireOrganization> | CrmRefusal> {
    const ids = [...new Set(persons.flatMap(({ org_id: id }) => (id ? [id] : [])))];
    if (ids.length === 0) return new Map();
    const answer = await this.api.call('GET', `/api/v2/organizations?ids=${ids.join(',')}&limit=${READ_BATCH}`);
    return answer.ok ? new Map(readPipedrive(wireOrganizations, answer.body).data.map((organization) => [organization.id, organization])) : answer.refusal;
  }

  /** The search lags behind: what was made a moment ago stands among the persons that changed last. */
  private async findLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome | null> {
    const email = lead.email?.toLowerCase() ?? null;
    const term = email ?? lead.leadId;
    const answer = await this.api.call('GET', `/api/v2/persons/search?term=${encodeURIComponent(term)}&fields=${email ? 'email' : 'custom_fields'}&exact_match=true&limit=10`);
    if (!answer.ok) return answer.refusal;
    const found = readPipedrive(wireFound, answer.body).data.items.find(({ item }) => (email ? item.emails.some((value) => value.toLowerCase() === email) : item.custom_fields.includes(lead.leadId)));
    if (found) return unchanged(String(found.item.id));
    if (!lookFirst) return null;
    const last = await this.api.call('GET', `/api/v2/persons?sort_by=update_time&sort_direction=desc&limit=${READ_BATCH}`);
    if (!last.ok) return last.refusal;
    const key = this.names.theirs(LEAD_ID) ?? '';
    const made = readPipedrive(wirePersons, last.body).data.find((person) => !person.is_deleted && (person.custom_fields[key] === lead.leadId || (email !== null && person.emails?.some(({ value }) => value?.toLowerCase() === email))));
    return made ? unchanged(String(made.id)) : null;
  }

  private async findText(path: string, marker: string): Promise<CrmOutcome | null> {
    const answer = await this.api.call('GET', path);
    if (!answer.ok) return answer.refusal;
    const known = readPipedrive(wireTexts, answer.body).data?.find(({ note, content }) => (note ?? content)?.includes(marker));
    return known ? unchanged(String(known.id)) : null;
  }

  private async make(path: string, body: object): Promise<CrmOutcome> {
    const answer = await this.api.call('POST', path, body);
    return answer.ok ? written(String(readPipedrive(wireMade, answer.body).data.id), body) : answer.refusal;
  }

  private async read(objectId: string): Promise<{ ok: true; person: WirePerson } | { ok: false; refusal: CrmRefusal }> {
    const answer = await this.api.call('GET', `/api/v2/persons/${encodeURIComponent(objectId)}`);
    return answer.ok ? { ok: true, person: readPipedrive(wireOne, answer.body).data } : answer;
  }

  private async patch(objectId: string, body: object, names: readonly string[]): Promise<CrmOutcome> {
    const answer = await this.api.call('PATCH', `/api/v2/persons/${encodeURIComponent(objectId)}`, body);
    return answer.ok ? { ...unchanged(objectId), changed: true, written: names } : answer.refusal;
  }
}

const isNumber = (id: string): boolean => /^\d+$/.test(id);
const notANumber = (userId: string): CrmRefusal => refused('INVALID_USER_ID', `user ids of Pipedrive are numbers, not ${JSON.stringify(userId)}`, [userId]);
