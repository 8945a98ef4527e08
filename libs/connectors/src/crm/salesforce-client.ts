import type { SafeHttp } from '#platform';
import type { AccessReport, CrmUser } from './access-report.js';
import { READ_BATCH, type CrmClient, type CrmFacts, type CrmLead, type CrmNote, type CrmPage, type CrmRead, type CrmRecord, type CrmTask, type FactsWrite } from './crm-client.js';
import type { CrmOutcome } from './crm-outcome.js';
import { FieldNames, LEAD_ID, LEADWRIGHT_FIELDS, SALESFORCE_FIELDS } from './leadwright-fields.js';
import { chunksOf, unchanged, withMarker, writeByPolicy, written, type Current } from './outcomes.js';
import type { RateGate } from './rate-gate.js';
import { checkSalesforceAccess } from './salesforce-access.js';
import { readSalesforce, SalesforceApi, type SalesforceAccount } from './salesforce-api.js';
import type { SalesforceSession } from './salesforce-session.js';
import { sameId, soqlText, wireQuery, wireRow, wireRows, wireSave, type SalesforceAnswer, type WireRow } from './salesforce-wire.js';

/** What is read back beside Leadwright's fields. */
const FIELDS = [
  'Id', 'SystemModstamp', 'OwnerId', 'CreatedDate', 'FirstName', 'LastName', 'Email', 'Phone', 'MobilePhone', 'Title', 'Company', 'Website', 'Country', 'State',
  'NumberOfEmployees', 'Industry', 'LeadSource', 'Status', 'Description',
];
/** What Salesforce itself writes where a lead has no company. */
const NOT_PROVIDED = '[not provided]';
const MAX_SUBJECT = 255;
const names = new FieldNames(SALESFORCE_FIELDS);

/** Salesforce leads by the REST API. Written from its documentation; not yet run against the live service. */
export class SalesforceClient implements CrmClient {
  private readonly api: SalesforceApi;

  /** Session and gate belong to the account and outlive the client. */
  constructor(http: SafeHttp, account: SalesforceAccount, session: SalesforceSession, gate: RateGate) {
    this.api = new SalesforceApi(http, account, session, gate);
  }

  /**
   * Nothing there keeps e-mail addresses unique, so an address is always looked for before a lead is made. A duplicate rule
   * of the organisation may refuse all the same: the lead that it names is adopted.
   */
  async createLead(lead: CrmLead, lookFirst: boolean): Promise<CrmOutcome> {
    const known = lookFirst || lead.email ? await this.findLead(lead) : null;
    if (known) return known;
    const fields = leadFields(lead);
    const answer = await this.api.call('POST', '/sobjects/Lead', fields);
    if (answer.ok) return written(readSalesforce(wireSave, answer.body).id, fields);
    return answer.duplicateOf ? unchanged(answer.duplicateOf) : answer.refusal;
  }

  async setOwner(objectId: string, userId: string, lookFirst: boolean): Promise<CrmOutcome> {
    if (lookFirst) {
      const current = await this.current(objectId, ['OwnerId']);
      if (!current.ok) return current.refusal;
      if (sameId(current.properties['OwnerId'] ?? '', userId)) return unchanged(objectId);
    }
    return this.patch(objectId, { OwnerId: userId });
  }

  writeFacts(objectId: string, facts: FactsWrite): Promise<CrmOutcome> {
    const read = (wanted: readonly string[]): Promise<Current> => this.current(objectId, wanted.map(theirs));
    return writeByPolicy(objectId, facts, read, (values) => this.patch(objectId, values));
  }

  createTask(objectId: string, task: CrmTask, lookFirst: boolean): Promise<CrmOutcome> {
    return this.hang(objectId, task.marker, lookFirst, {
      Subject: task.subject.slice(0, MAX_SUBJECT), Description: withMarker(task.body, task.marker), ActivityDate: day(task.dueAt), Priority: 'High',
      ...(task.userId ? { OwnerId: task.userId } : {}),
    });
  }

  /** A note is a completed task: it stands on the lead's timeline, and nobody has to do anything. */
  createNote(objectId: string, note: CrmNote, lookFirst: boolean): Promise<CrmOutcome> {
    return this.hang(objectId, note.marker, lookFirst, { Subject: 'Leadwright', Description: withMarker(note.text, note.marker), ActivityDate: day(note.at), Status: 'Completed' });
  }

  /** The answer has one row for each id, in their order. */
  async readLeads(objectIds: readonly string[], more: readonly string[] = []): Promise<CrmRead> {
    const records: CrmRecord[] = [];
    const missing: string[] = [];
    for (const ids of chunksOf([...new Set(objectIds)], READ_BATCH)) {
      const answer = await this.withOurFields(more, (fields) => this.api.call('GET', `/composite/sobjects/Lead?ids=${ids.map(encodeURIComponent).join(',')}&fields=${fields.join(',')}`));
      if (!answer.ok) return answer.refusal;
      const rows = readSalesforce(wireRows, answer.body);
      for (const [index, id] of ids.entries()) {
        const row = rows[index];
        if (row) records.push(record(row));
        else missing.push(id);
      }
    }
    return { outcome: 'read', records, missing };
  }

  /** The cursor is the address of the next page, as Salesforce gives it; it is good for about two days. */
  async listRecent(since: number, cursor: string | null, more: readonly string[] = []): Promise<CrmPage> {
    const answer = cursor
      ? await this.api.call('GET', cursor)
      : await this.withOurFields(more, (fields) => this.api.query(`SELECT ${fields.join(', ')} FROM Lead WHERE SystemModstamp >= ${new Date(since).toISOString()} ORDER BY SystemModstamp, Id`));
    if (!answer.ok) return answer.refusal;
    const { records, done, nextRecordsUrl } = readSalesforce(wireQuery, answer.body);
    return { outcome: 'page', records: records.map(record), next: done ? null : nextRecordsUrl ?? null };
  }

  checkAccess(users: readonly CrmUser[]): Promise<AccessReport> {
    return checkSalesforceAccess(this.api, users);
  }

  /** An organisation that only sends leads need not have our fields, and one unknown field refuses the whole read: then it is asked without them. */
  private async withOurFields(more: readonly string[], ask: (fields: readonly string[]) => Promise<SalesforceAnswer>): Promise<SalesforceAnswer> {
    const usual = [...new Set([...FIELDS, ...more])];
    const answer = await ask([...usual, ...LEADWRIGHT_FIELDS.map(theirs)]);
    return !answer.ok && answer.refusal.code === 'INVALID_FIELD' ? ask(usual) : answer;
  }

  private async findLead(lead: CrmLead): Promise<CrmOutcome | null> {
    const where = lead.email ? `Email = ${soqlText(lead.email)}` : `${theirs(LEAD_ID)} = ${soqlText(lead.leadId)}`;
    const answer = await this.api.query(`SELECT Id FROM Lead WHERE ${where} AND IsConverted = false ORDER BY CreatedDate LIMIT 1`);
    if (!answer.ok) return answer.refusal;
    const [first] = readSalesforce(wireQuery, answer.body).records;
    return first ? unchanged(String(first['Id'])) : null;
  }

  /** The text of a task cannot be searched, so the newest tasks of the lead are read. */
  private async hang(objectId: string, marker: string, lookFirst: boolean, fields: Record<string, string>): Promise<CrmOutcome> {
    if (lookFirst) {
      const answer = await this.api.query(`SELECT Id, Description FROM Task WHERE WhoId = ${soqlText(objectId)} ORDER BY CreatedDate DESC LIMIT 200`);
      if (!answer.ok) return answer.refusal;
      const known = readSalesforce(wireQuery, answer.body).records.find((task) => text(task['Description'])?.includes(marker));
      if (known) return unchanged(String(known['Id']));
    }
    const answer = await this.api.call('POST', '/sobjects/Task', { WhoId: objectId, ...fields });
    return answer.ok ? written(readSalesforce(wireSave, answer.body).id, fields) : answer.refusal;
  }

  private async current(objectId: string, fields: readonly string[]): Promise<Current> {
    const answer = await this.api.call('GET', `/sobjects/Lead/${encodeURIComponent(objectId)}?fields=${fields.join(',')}`);
    return answer.ok ? { ok: true, properties: properties(readSalesforce(wireRow, answer.body)) } : answer;
  }

  /** `values` by our names, or Salesforce's where we have none. */
  private async patch(objectId: string, values: CrmFacts): Promise<CrmOutcome> {
    const answer = await this.api.call('PATCH', `/sobjects/Lead/${encodeURIComponent(objectId)}`, Object.fromEntries(Object.entries(values).map(([name, value]) => [theirs(name), value])));
    return answer.ok ? written(objectId, values) : answer.refusal;
  }
}

const theirs = (name: string): string => names.theirs(name) ?? name;
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
const text = (value: WireRow[string] | undefined): string | null => (value === null || value === undefined || typeof value === 'object' ? null : String(value));

/** Compound values (`Address`) are left out: their parts are fields of their own. */
function properties(row: WireRow): Record<string, string | null> {
  return Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value !== null && typeof value === 'object' ? [] : [[names.ours(name), text(value)]])));
}

function record(row: WireRow): CrmRecord {
  return { objectType: 'Lead', objectId: String(row['Id']), updatedAt: Date.parse(String(row['SystemModstamp'])), ownerUserId: text(row['OwnerId']), properties: properties(row) };
}

/** Salesforce insists on a last name and a company. What else is not known is not sent. */
function leadFields(lead: CrmLead): Record<string, string> {
  const fields = {
    LastName: lead.lastName ?? lead.email ?? NOT_PROVIDED, Company: lead.company ?? lead.website ?? NOT_PROVIDED,
    FirstName: lead.firstName, Email: lead.email, Phone: lead.phone, Title: lead.title, Website: lead.website, Country: lead.country, [theirs(LEAD_ID)]: lead.leadId,
  };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}
