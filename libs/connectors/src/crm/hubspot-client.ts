import type { SafeHttp } from '#platform';
import type { AccessReport, CrmUser } from './access-report.js';
import { READ_BATCH, type CrmClient, type CrmFacts, type CrmLead, type CrmNote, type CrmPage, type CrmRead, type CrmRecord, type CrmTask, type FactsWrite } from './crm-client.js';
import type { CrmOutcome } from './crm-outcome.js';
import { checkHubspotAccess } from './hubspot-access.js';
import { HubspotApi, readHubspot, type HubspotAccount } from './hubspot-api.js';
import { refusalOf, refusedPart, wireBatch, wireObject, wirePage, wireSearch, type WireRecord } from './hubspot-wire.js';
import { LEAD_ID, LEADWRIGHT_FIELDS } from './leadwright-fields.js';
import { asHtml, chunksOf, unchanged, withMarker, writeByPolicy, written, type Current } from './outcomes.js';
import { RateGate } from './rate-gate.js';

const EXISTING_ID = /Existing ID: (\d+)/;
const TASK_TO_CONTACT = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 };
const NOTE_TO_CONTACT = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 };
const OWNER = 'hubspot_owner_id';
/** What is read back; HubSpot leaves out what an account does not have. */
const PROPERTIES = [
  'email', 'firstname', 'lastname', 'phone', 'mobilephone', 'jobtitle', 'company', 'website', 'country', 'state', 'numemployees', 'message',
  'hs_analytics_source', 'createdate', OWNER, ...LEADWRIGHT_FIELDS,
];
/** A search shows no more than this many results, whatever is asked for. */
const SEARCH_DEPTH = 10_000;

/** HubSpot CRM v3 objects with a private-app token. Written from its documentation; not yet run against the live service. */
export class HubspotClient implements CrmClient {
  private readonly api: HubspotApi;

  constructor(http: SafeHttp, private readonly account: HubspotAccount, gate: RateGate = new RateGate()) {
    this.api = new HubspotApi(http, account, gate);
  }

  /** HubSpot keeps e-mail addresses unique: a second create of one answers 409 and names the object that has it. */
  async createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst ? await this.findLead(lead) : null;
    if (known) return known;
    const properties = leadProperties(lead);
    const answer = await this.api.call('POST', `/crm/v3/objects/${this.account.objectType}`, { properties });
    if (answer.ok) return written(readHubspot(wireObject, answer.body).id, properties);
    if (answer.status !== 409) return answer.refusal;
    const existing = EXISTING_ID.exec(answer.message)?.[1];
    return existing ? unchanged(existing) : (await this.findLead(lead)) ?? answer.refusal;
  }

  async setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome> {
    if (lookFirst) {
      const current = await this.current(objectId, [OWNER]);
      if (!current.ok) return current.refusal;
      if (current.properties[OWNER] === userId) return unchanged(objectId);
    }
    return this.patch(objectId, { [OWNER]: userId });
  }

  writeFacts(objectId: string, facts: FactsWrite): Promise<CrmOutcome> {
    return writeByPolicy(objectId, facts, (names) => this.current(objectId, names), (values) => this.patch(objectId, values));
  }

  createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome> {
    return this.hang('tasks', objectId, TASK_TO_CONTACT, 'hs_task_body', task.marker, lookFirst, {
      hs_timestamp: new Date(task.dueAt).toISOString(),
      hs_task_subject: task.subject,
      hs_task_body: asHtml(withMarker(task.body, task.marker)),
      hs_task_status: 'NOT_STARTED',
      hs_task_priority: 'HIGH',
      hs_task_type: 'EMAIL',
      ...(task.userId ? { [OWNER]: task.userId } : {}),
    });
  }

  createNote(objectId: string, note: CrmNote, lookFirst: boolean): Promise<CrmOutcome> {
    return this.hang('notes', objectId, NOTE_TO_CONTACT, 'hs_note_body', note.marker, lookFirst, {
      hs_timestamp: new Date(note.at).toISOString(),
      hs_note_body: asHtml(withMarker(note.text, note.marker)),
    });
  }

  /** A 207 names ids that are not there; one that fails for another reason fails the read, or it would look deleted. */
  async readLeads(objectIds: readonly string[], more: readonly string[] = []): Promise<CrmRead> {
    const records: CrmRecord[] = [];
    const wanted = [...new Set(objectIds)];
    for (const ids of chunksOf(wanted, READ_BATCH)) {
      const answer = await this.api.call('POST', `/crm/v3/objects/${this.account.objectType}/batch/read`, { properties: [...PROPERTIES, ...more], inputs: ids.map((id) => ({ id })) });
      if (!answer.ok) return answer.refusal;
      const { results, errors } = readHubspot(wireBatch, answer.body);
      const other = errors.find(({ category }) => category !== 'OBJECT_NOT_FOUND');
      if (other) return refusalOf(207, other);
      records.push(...results.map((result) => this.record(result)));
    }
    const found = new Set(records.map(({ objectId }) => objectId));
    return { outcome: 'read', records, missing: wanted.filter((id) => !found.has(id)) };
  }

  /** The cursor is `<since>:<after>`: where a search is at its end but its results are not, it starts again at the last change. */
  async listRecent(since: number, cursor: string | null, more: readonly string[] = []): Promise<CrmPage> {
    const [from, after] = cursor ? cursor.split(':').map(Number) as [number, number] : [since, 0];
    const changed = this.account.objectType === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
    const answer = await this.api.call('POST', `/crm/v3/objects/${this.account.objectType}/search`, {
      filterGroups: [{ filters: [{ propertyName: changed, operator: 'GTE', value: String(from) }] }],
      sorts: [{ propertyName: changed, direction: 'ASCENDING' }],
      properties: [...PROPERTIES, ...more], limit: READ_BATCH, ...(after > 0 ? { after: String(after) } : {}),
    });
    if (!answer.ok) return answer.refusal;
    const { results, paging } = readHubspot(wirePage, answer.body);
    const records = results.map((result) => this.record(result));
    const next = Number(paging?.next?.after ?? 0);
    const last = records.at(-1);
    if (next === 0 || !last) return { outcome: 'page', records, next: null };
    return { outcome: 'page', records, next: next + READ_BATCH > SEARCH_DEPTH ? `${last.updatedAt}:0` : `${from}:${next}` };
  }

  checkAccess(users: readonly CrmUser[]): Promise<AccessReport> {
    return checkHubspotAccess(this.api, users);
  }

  private record({ id, properties, updatedAt }: WireRecord): CrmRecord {
    return { objectType: this.account.objectType, objectId: id, updatedAt: Date.parse(updatedAt), ownerUserId: properties[OWNER] || null, properties };
  }

  /** Tasks and notes have no unique property: the marker stands at the end of the body, and that is searched for. */
  private async hang(type: 'tasks' | 'notes', objectId: string, association: object, body: string, marker: string, lookFirst: boolean, properties: Record<string, string>): Promise<CrmOutcome> {
    const known = lookFirst ? await this.search(type, { propertyName: body, operator: 'CONTAINS_TOKEN', value: marker }) : null;
    if (known) return known;
    const answer = await this.api.call('POST', `/crm/v3/objects/${type}`, { properties, associations: [{ to: { id: objectId }, types: [association] }] });
    return answer.ok ? written(readHubspot(wireObject, answer.body).id, properties) : answer.refusal;
  }

  private findLead(lead: CrmLead): Promise<CrmOutcome | null> {
    return this.search(this.account.objectType, lead.email ? { propertyName: 'email', operator: 'EQ', value: lead.email } : { propertyName: LEAD_ID, operator: 'EQ', value: lead.leadId });
  }

  /** The object that matches as an outcome, null when there is none, or the refusal of the search itself. */
  private async search(objectType: string, filter: { propertyName: string; operator: string; value: string }): Promise<CrmOutcome | null> {
    const answer = await this.api.call('POST', `/crm/v3/objects/${objectType}/search`, { filterGroups: [{ filters: [filter] }], properties: [filter.propertyName], limit: 1 });
    if (!answer.ok) return answer.refusal;
    const [first] = readHubspot(wireSearch, answer.body).results;
    return first ? unchanged(first.id) : null;
  }

  private async current(objectId: string, names: readonly string[]): Promise<Current> {
    const answer = await this.api.call('GET', `${this.objectPath(objectId)}?properties=${names.map(encodeURIComponent).join(',')}`);
    return answer.ok ? { ok: true, properties: readHubspot(wireObject, answer.body).properties } : answer;
  }

  private async patch(objectId: string, properties: CrmFacts): Promise<CrmOutcome> {
    const answer = await this.api.call('PATCH', this.objectPath(objectId), { properties });
    return answer.ok ? refusedPart(answer.body) ?? written(objectId, properties) : answer.refusal;
  }

  private objectPath(objectId: string): string {
    return `/crm/v3/objects/${this.account.objectType}/${encodeURIComponent(objectId)}`;
  }
}

/** HubSpot's own property names; what is not known is not sent. */
function leadProperties(lead: CrmLead): Record<string, string> {
  const properties = {
    email: lead.email, firstname: lead.firstName, lastname: lead.lastName, phone: lead.phone, jobtitle: lead.title,
    company: lead.company, website: lead.website, country: lead.country, [LEAD_ID]: lead.leadId,
  };
  return Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== null));
}
