import type { SafeHttp } from '#platform';
import type { CrmClient, CrmFacts, CrmLead, CrmOutcome, CrmRefusal, CrmTask, FactsWrite } from './crm-client.js';
import { sortFacts } from './sort-facts.js';
import { readBody, readHubspotAnswer, wireObject, wireSearch, type HubspotAnswer } from './hubspot-wire.js';

export interface HubspotAccount {
  readonly baseUrl: string;
  readonly token: string;
  /** `contacts`; the association below is the one from a task to a contact. */
  readonly objectType: string;
}

const EXISTING_ID = /Existing ID: (\d+)/;
const TASK_TO_CONTACT = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 };
const LEAD_ID = 'leadwright_lead_id';
const OWNER = 'hubspot_owner_id';
const TIMEOUT_MS = 15_000;

/** HubSpot CRM v3 objects with a private-app token. Written from its documentation; not yet run against the live service. */
export class HubspotClient implements CrmClient {
  constructor(private readonly http: SafeHttp, private readonly account: HubspotAccount) {}

  /** HubSpot keeps e-mail addresses unique: a second create of one answers 409 and names the object that has it. */
  async createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst ? await this.findLead(lead) : null;
    if (known) return known;
    const properties = leadProperties(lead);
    const answer = await this.call('POST', `/crm/v3/objects/${this.account.objectType}`, { properties });
    if (answer.ok) return written(readBody(wireObject, answer.body).id, properties);
    if (answer.status !== 409) return answer.refusal;
    const existing = EXISTING_ID.exec(answer.message)?.[1];
    return existing ? unchanged(existing) : (await this.findLead(lead)) ?? answer.refusal;
  }

  async setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome> {
    if (lookFirst) {
      const current = await this.read(objectId, [OWNER]);
      if (!current.ok) return current.refusal;
      if (current.properties[OWNER] === userId) return unchanged(objectId);
    }
    return this.patch(objectId, { [OWNER]: userId });
  }

  async writeFacts(objectId: string, { values, policy, ours }: FactsWrite): Promise<CrmOutcome> {
    if (policy === 'refresh') return this.patch(objectId, values);
    const current = await this.read(objectId, Object.keys(values));
    if (!current.ok) return current.refusal;
    const { write, kept } = sortFacts(values, current.properties, ours);
    if (Object.keys(write).length === 0) return { ...unchanged(objectId), kept };
    const outcome = await this.patch(objectId, write);
    return outcome.outcome === 'done' ? { ...outcome, kept } : outcome;
  }

  /** A task has no unique property: its marker stands at the end of the body, and that is searched for. */
  async createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst ? await this.search('tasks', { propertyName: 'hs_task_body', operator: 'CONTAINS_TOKEN', value: task.marker }) : null;
    if (known) return known;
    const properties = {
      hs_timestamp: new Date(task.dueAt).toISOString(),
      hs_task_subject: task.subject,
      hs_task_body: richText(`${task.body}\n\nLeadwright ${task.marker}`),
      hs_task_status: 'NOT_STARTED',
      hs_task_priority: 'HIGH',
      hs_task_type: 'EMAIL',
      ...(task.userId ? { [OWNER]: task.userId } : {}),
    };
    const answer = await this.call('POST', '/crm/v3/objects/tasks', { properties, associations: [{ to: { id: objectId }, types: [TASK_TO_CONTACT] }] });
    return answer.ok ? written(readBody(wireObject, answer.body).id, properties) : answer.refusal;
  }

  private findLead(lead: CrmLead): Promise<CrmOutcome | null> {
    return this.search(this.account.objectType, lead.email ? { propertyName: 'email', operator: 'EQ', value: lead.email } : { propertyName: LEAD_ID, operator: 'EQ', value: lead.leadId });
  }

  /** The object that matches as an outcome, null when there is none, or the refusal of the search itself. */
  private async search(objectType: string, filter: { propertyName: string; operator: string; value: string }): Promise<CrmOutcome | null> {
    const answer = await this.call('POST', `/crm/v3/objects/${objectType}/search`, { filterGroups: [{ filters: [filter] }], properties: [filter.propertyName], limit: 1 });
    if (!answer.ok) return answer.refusal;
    const [first] = readBody(wireSearch, answer.body).results;
    return first ? unchanged(first.id) : null;
  }

  private async read(objectId: string, names: readonly string[]): Promise<{ ok: true; properties: Readonly<Record<string, string | null>> } | { ok: false; refusal: CrmRefusal }> {
    const answer = await this.call('GET', `${this.objectPath(objectId)}?properties=${names.map(encodeURIComponent).join(',')}`);
    return answer.ok ? { ok: true, properties: readBody(wireObject, answer.body).properties } : answer;
  }

  private async patch(objectId: string, properties: CrmFacts): Promise<CrmOutcome> {
    const answer = await this.call('PATCH', this.objectPath(objectId), { properties });
    return answer.ok ? written(objectId, properties) : answer.refusal;
  }

  private objectPath(objectId: string): string {
    return `/crm/v3/objects/${this.account.objectType}/${encodeURIComponent(objectId)}`;
  }

  private async call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<HubspotAnswer> {
    const response = await this.http.request({
      method,
      url: `${this.account.baseUrl.replace(/\/$/, '')}${path}`,
      headers: { authorization: `Bearer ${this.account.token}`, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      timeoutMs: TIMEOUT_MS,
    });
    return readHubspotAnswer(response);
  }
}

const unchanged = (objectId: string): CrmOutcome & { outcome: 'done' } => ({ outcome: 'done', objectId, changed: false, written: [], kept: [] });
const written = (objectId: string, properties: object): CrmOutcome => ({ outcome: 'done', objectId, changed: true, written: Object.keys(properties), kept: [] });

/** HubSpot's own property names; what is not known is not sent. */
function leadProperties(lead: CrmLead): Record<string, string> {
  const properties = {
    email: lead.email, firstname: lead.firstName, lastname: lead.lastName, phone: lead.phone, jobtitle: lead.title,
    company: lead.company, website: lead.website, country: lead.country, [LEAD_ID]: lead.leadId,
  };
  return Object.fromEntries(Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The body of a task is shown as HTML there. */
const richText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
