import type { SafeHttp } from '#platform';
import type { AccessReport, CrmUser } from './access-report.js';
import { READ_BATCH, type CrmClient, type CrmFacts, type CrmLead, type CrmNote, type CrmPage, type CrmRead, type CrmRecord, type CrmTask, type FactsWrite } from './crm-client.js';
import type { CrmOutcome } from './crm-outcome.js';
import { LEAD_ID } from './leadwright-fields.js';
import { chunksOf, unchanged, withMarker, writeByPolicy, written, type Current } from './outcomes.js';
import type { RateGate } from './rate-gate.js';
import { refused } from './read-answer.js';
import { checkZohoAccess } from './zoho-access.js';
import { ZohoApi, type ZohoAccount } from './zoho-api.js';
import { leadRecord, readFields, zohoNames, zohoProperties, zohoRecord } from './zoho-record.js';
import type { ZohoSession } from './zoho-session.js';
import { readZoho, wireDone, wireListed, wireRecords, wireTexts } from './zoho-wire.js';

const MAX_SUBJECT = 255;
/** Texts on one record that are looked through for a marker. */
const TEXTS = 200;

/** Leads or contacts of Zoho CRM by its API v8. Written from its documentation; not yet run against the live service. */
export class ZohoClient implements CrmClient {
  private readonly api: ZohoApi;

  /** Session and gate belong to the account and outlive the client. */
  constructor(http: SafeHttp, private readonly account: ZohoAccount, session: ZohoSession, gate: RateGate) {
    this.api = new ZohoApi(http, account, session, gate);
  }

  /** Addresses are unique there only where the account says so, so one is always looked for first; where it does, the refusal names the record. */
  async createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst || lead.email ? await this.findLead(lead) : null;
    if (known) return known;
    const record = leadRecord(this.account.objectType, lead);
    const answer = await this.api.call('POST', `/${this.account.objectType}`, { data: [record] });
    if (answer.ok) return written(readZoho(wireDone, answer.body).data[0]!.details.id, record);
    return answer.duplicateOf ? unchanged(answer.duplicateOf) : answer.refusal;
  }

  async setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome> {
    if (lookFirst) {
      const current = await this.current(objectId, ['Owner']);
      if (!current.ok) return current.refusal;
      if (current.properties['Owner'] === userId) return unchanged(objectId);
    }
    return this.put(objectId, { Owner: { id: userId } });
  }

  writeFacts(objectId: string, facts: FactsWrite): Promise<CrmOutcome> {
    return writeByPolicy(objectId, facts, (wanted) => this.current(objectId, wanted.map(theirs)), async (values: CrmFacts) => {
      const outcome = await this.put(objectId, Object.fromEntries(Object.entries(values).map(([name, value]) => [theirs(name), value])));
      return outcome.outcome === 'done' ? { ...outcome, written: Object.keys(values) } : outcome;
    });
  }

  createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome> {
    const { objectType } = this.account;
    return this.hang('Tasks', objectId, task.marker, lookFirst, {
      Subject: task.subject.slice(0, MAX_SUBJECT), Description: withMarker(task.body, task.marker), Due_Date: new Date(task.dueAt).toISOString().slice(0, 10), Priority: 'High',
      ...(objectType === 'Contacts' ? { Who_Id: { id: objectId } } : { What_Id: { id: objectId }, $se_module: objectType }),
      ...(task.userId ? { Owner: { id: task.userId } } : {}),
    });
  }

  /** Zoho dates a note itself. */
  createNote(objectId: string, note: CrmNote, lookFirst: boolean): Promise<CrmOutcome> {
    return this.hang('Notes', objectId, note.marker, lookFirst, {
      Note_Title: 'Leadwright', Note_Content: withMarker(note.text, note.marker), Parent_Id: { id: objectId, module: { api_name: this.account.objectType } },
    });
  }

  /** Ids that are not there are left out of the answer. */
  async readLeads(objectIds: readonly string[], more: readonly string[] = []): Promise<CrmRead> {
    const records: CrmRecord[] = [];
    const wanted = [...new Set(objectIds)];
    for (const ids of chunksOf(wanted.filter(isId), READ_BATCH)) {
      const answer = await this.read(ids, readFields(this.account.objectType, more));
      if (!answer.ok) return answer.refusal;
      const byId = new Map(readZoho(wireRecords, answer.body)?.data.map((record) => [record.id, record]));
      records.push(...ids.flatMap((id) => (byId.has(id) ? [zohoRecord(this.account.objectType, byId.get(id)!)] : [])));
    }
    const found = new Set(records.map(({ objectId }) => objectId));
    return { outcome: 'read', records, missing: wanted.filter((id) => !found.has(id)) };
  }

  /** COQL says which changed, in order; they are then read by their ids. The cursor is an offset. Times there have whole seconds. */
  async listRecent(since: number, cursor: string | null, more: readonly string[] = []): Promise<CrmPage> {
    const from = new Date(since).toISOString().replace(/\.\d+Z$/, '+00:00');
    const offset = Number(cursor ?? 0);
    const answer = await this.api.call('POST', '/coql', {
      select_query: `select id, Modified_Time from ${this.account.objectType} where Modified_Time >= '${from}' order by Modified_Time asc, id asc limit ${offset}, ${READ_BATCH}`,
    });
    if (!answer.ok) return answer.refusal;
    const listed = readZoho(wireListed, answer.body);
    if (!listed) return { outcome: 'page', records: [], next: null };
    const read = await this.readLeads(listed.data.map(({ id }) => id), more);
    return read.outcome === 'refused' ? read : { outcome: 'page', records: read.records, next: listed.info.more_records ? String(offset + READ_BATCH) : null };
  }

  checkAccess(users: readonly CrmUser[]): Promise<AccessReport> {
    return checkZohoAccess(this.api, users);
  }

  private read(ids: readonly string[], fields: readonly string[]) {
    return this.api.call('GET', `/${this.account.objectType}?ids=${ids.join(',')}&fields=${fields.join(',')}&per_page=${READ_BATCH}`);
  }

  private async findLead({ email, leadId }: CrmLead): Promise<CrmOutcome | null> {
    const query = email ? `email=${encodeURIComponent(email)}` : `criteria=${encodeURIComponent(`(${theirs(LEAD_ID)}:equals:${leadId})`)}`;
    const answer = await this.api.call('GET', `/${this.account.objectType}/search?${query}&fields=Email&per_page=10`);
    if (!answer.ok) return answer.refusal;
    // The search has been said to know more than the main address.
    const found = readZoho(wireRecords, answer.body)?.data.find((record) => !email || String(record['Email']).toLowerCase() === email.toLowerCase());
    return found ? unchanged(found.id) : null;
  }

  private async hang(module: 'Tasks' | 'Notes', objectId: string, marker: string, lookFirst: boolean, record: Record<string, unknown>): Promise<CrmOutcome> {
    if (lookFirst) {
      const answer = await this.api.call('GET', `/${this.account.objectType}/${encodeURIComponent(objectId)}/${module}?fields=${module === 'Tasks' ? 'Description' : 'Note_Content'}&per_page=${TEXTS}`);
      if (!answer.ok) return answer.refusal;
      const known = readZoho(wireTexts, answer.body)?.data.find(({ Description, Note_Content }) => (Description ?? Note_Content)?.includes(marker));
      if (known) return unchanged(known.id);
    }
    const answer = await this.api.call('POST', `/${module}`, { data: [record] });
    return answer.ok ? written(readZoho(wireDone, answer.body).data[0]!.details.id, record) : answer.refusal;
  }

  private async current(objectId: string, fields: readonly string[]): Promise<Current> {
    const answer = await this.read([objectId], fields);
    if (!answer.ok) return answer;
    const [record] = readZoho(wireRecords, answer.body)?.data ?? [];
    return record ? { ok: true, properties: zohoProperties(record) } : { ok: false, refusal: refused(NOT_THERE, 'there is no such record, or none for this user', [objectId]) };
  }

  private async put(objectId: string, record: Record<string, unknown>): Promise<CrmOutcome> {
    const answer = await this.api.call('PUT', `/${this.account.objectType}/${encodeURIComponent(objectId)}`, { data: [record] });
    return answer.ok ? written(objectId, record) : answer.refusal;
  }
}

/** What a write to a record says that is not there. */
const NOT_THERE = 'INVALID_DATA';
const theirs = (name: string): string => zohoNames.theirs(name) ?? name;
const isId = (id: string): boolean => /^\d{1,20}$/.test(id);
