import { SALESFORCE_FIELDS } from '#connectors';
import { changedSince, FakeCrm, type FakeAnswer, type FakeLead, type FakeRequest } from './fake-crm.js';

const error = (status: number, errorCode: string, message: string, more: object = {}): FakeAnswer => ({ status, body: [{ message, errorCode, ...more }] });
const notThere = (): FakeAnswer => error(404, 'NOT_FOUND', 'The requested resource does not exist');
const OURS = new Map<string, string>(Object.entries(SALESFORCE_FIELDS).map(([ours, theirs]) => [theirs, ours]));
const PLAIN = ['FirstName', 'LastName', 'Phone', 'MobilePhone', 'Title', 'Company', 'Website', 'Country', 'State', 'NumberOfEmployees', 'Industry', 'LeadSource', 'Status', 'Description', 'CreatedDate'];
const ROOT = '/services/data/v62.0';
const PAGE = 200;
const text = (literal: string): string => literal.replace(/\\(.)/g, '$1');

/** Salesforce's REST API, as far as it is documented and used. A session ends when a call meets `token refused`. */
export class FakeSalesforce extends FakeCrm {
  override readonly words = {
    waitMs: 900_000, ownerRefused: { code: 'INACTIVE_OWNER_OR_USER', said: /operation performed with inactive user/ }, leadNotThere: 'NOT_FOUND', tokenRefused: 'invalid_client', renewsToken: true,
  };
  override readonly users = new Map([['005RW0000000001AAA', true], ['005RW0000000002AAA', true], ['005RW0000000007AAA', false]]);
  override readonly unknownUser = '005RW0000000099AAA';
  /** Askings for a token. */
  tokens = 0;
  clientSecret = 'secret-1';
  readonly readOnly = new Set<string>();
  /** A duplicate rule of the organisation: what it names as the twin of a lead that is to be made. */
  duplicate: { readonly type: string; readonly id: string } | null = null;

  protected override idOf = (number: number): string => `00Q${String(number).padStart(12, '0')}AAA`;
  protected override tooManyCalls = (): FakeAnswer => error(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  protected override tokenRefused(): FakeAnswer {
    this.tokens += 1;
    return error(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  }

  protected override beforeAll({ method, path, text: body }: FakeRequest): FakeAnswer | null {
    if (`${method} ${path}` !== 'POST /services/oauth2/token') return null;
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_id') !== 'consumer-1' || form.get('client_secret') !== this.clientSecret) {
      return { status: 401, body: { error: 'invalid_client', error_description: 'invalid client credentials' } };
    }
    return { status: 200, body: { access_token: this.session, instance_url: 'https://elsewhere.example', token_type: 'Bearer', issued_at: '1795340000000' } };
  }

  private get session(): string {
    return `session-${this.tokens}`;
  }

  protected override answer(request: FakeRequest): FakeAnswer {
    if (request.headers.authorization !== `Bearer ${this.session}`) return error(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    if (request.headers['sforce-auto-assign'] !== 'FALSE') return error(400, 'ASSIGNED_BY_RULE', 'An assignment rule took the lead');
    return { ...this.route(request), headers: { 'sforce-limit-info': 'api-usage=4100/5000' } };
  }

  private route({ method, path, query, body }: FakeRequest): FakeAnswer {
    const lead = this.leads.get(/\/sobjects\/Lead\/(\w+)$/.exec(path)?.[1] ?? '');
    switch (`${method} ${path.replace(ROOT, '').replace(/\/Lead\/\w{18}$/, '/Lead/:id').replace(/\/query\/.+/, '/query/:next')}`) {
      case 'POST /sobjects/Lead': return this.create(body);
      case 'GET /sobjects/Lead/:id': return lead ? { status: 200, body: this.dress(lead, query.get('fields')!.split(',')) } : notThere();
      case 'PATCH /sobjects/Lead/:id': return lead ? this.save(lead, body) ?? { status: 204 } : notThere();
      case 'GET /composite/sobjects/Lead': return this.collection(query.get('ids')!.split(','), query.get('fields')!.split(','));
      case 'POST /sobjects/Task': return this.hang(body);
      case 'GET /query': return this.query(query.get('q')!, 0);
      case 'GET /query/:next': return this.query(decodeURIComponent(path.split('/').at(-1)!.split('-')[0]!), Number(path.split('-').at(-1)));
      case 'GET /sobjects/Lead/describe': {
        const fields = [...PLAIN, ...[...OURS].filter(([, ours]) => this.fields.has(ours)).map(([theirs]) => theirs)];
        return { status: 200, body: { name: 'Lead', createable: !this.readOnly.has('Lead'), updateable: true, fields: fields.map((name) => ({ name, updateable: !this.readOnly.has(name) })) } };
      }
      case 'GET /sobjects/Task/describe': return { status: 200, body: { name: 'Task', createable: true, updateable: true, fields: [] } };
      default: return notThere();
    }
  }

  private create(fields: Record<string, string>): FakeAnswer {
    const missing = ['LastName', 'Company'].filter((name) => !fields[name]);
    if (missing.length > 0) return error(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, { fields: missing });
    if (this.duplicate) {
      const { type, id } = this.duplicate;
      const record = { attributes: { type, url: `${ROOT}/sobjects/${type}/${id}` }, Id: id };
      return error(400, 'DUPLICATES_DETECTED', 'Use one of these records?', { duplicateResult: { allowSave: true, duplicateRule: 'Standard_Lead_Duplicate_Rule', matchResults: [{ entityType: type, matchRecords: [{ matchConfidence: 100, record }], size: 1, success: true }] } });
    }
    const lead = this.put();
    const refused = this.save(lead, fields);
    if (refused) this.leads.delete(lead.id);
    return refused ?? { status: 201, body: { id: lead.id, success: true, errors: [] } };
  }

  private save(lead: FakeLead, fields: Record<string, string>): FakeAnswer | null {
    const unknown = Object.keys(fields).find((name) => !this.hasField(name));
    if (unknown) return error(400, 'INVALID_FIELD', `No such column '${unknown}' on sobject of type Lead`);
    if (fields['OwnerId'] && !this.users.get(fields['OwnerId'])) return error(400, 'INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', { fields: ['OwnerId'] });
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'OwnerId') lead.owner = value;
      else if (name === 'Email') lead.email = value;
      else if (OURS.has(name)) lead.facts[OURS.get(name)!] = value;
      else lead.other[name] = value;
    }
    lead.changedAt = Date.now();
    return null;
  }

  private hasField(name: string): boolean {
    return ['Id', 'SystemModstamp', 'OwnerId', 'Email', ...PLAIN].includes(name) || this.fields.has(OURS.get(name) ?? '');
  }

  private dress(lead: FakeLead, wanted: readonly string[]): Record<string, unknown> {
    const all: Record<string, string | null> = {
      ...lead.other, Id: lead.id, Email: lead.email, OwnerId: lead.owner, SystemModstamp: new Date(lead.changedAt).toISOString().replace('Z', '+0000'),
      ...Object.fromEntries(Object.entries(lead.facts).map(([name, value]) => [SALESFORCE_FIELDS[name as keyof typeof SALESFORCE_FIELDS], value])),
    };
    return { attributes: { type: 'Lead', url: `${ROOT}/sobjects/Lead/${lead.id}` }, ...Object.fromEntries(wanted.map((name) => [name, all[name] ?? null])) };
  }

  private collection(ids: readonly string[], fields: readonly string[]): FakeAnswer {
    const unknown = fields.find((name) => !this.hasField(name));
    if (unknown) return error(400, 'INVALID_FIELD', `No such column '${unknown}' on entity 'Lead'`);
    return { status: 200, body: ids.map((id) => (this.leads.has(id) ? this.dress(this.leads.get(id)!, fields) : null)) };
  }

  private hang(fields: Record<string, string>): FakeAnswer {
    if (!this.leads.has(fields['WhoId']!)) return error(400, 'FIELD_INTEGRITY_EXCEPTION', 'Name ID: id value of incorrect type', { fields: ['WhoId'] });
    const id = this.nextId();
    this.texts.push({ id, kind: fields['Status'] === 'Completed' ? 'note' : 'task', leadId: fields['WhoId']!, text: fields['Description']!, owner: fields['OwnerId'] ?? null, wire: fields });
    return { status: 201, body: { id, success: true, errors: [] } };
  }

  /** The four questions that are asked, read as SOQL is. */
  private query(soql: string, start: number): FakeAnswer {
    const [, fields, table, where] = /^SELECT (.+?) FROM (\w+) WHERE (.+)$/.exec(soql) ?? [];
    const [, name, sign, literal] = /^(\w+) (=|>=|IN) ('(?:\\.|[^'\\])*'|\([^)]*\)|\S+)/.exec(where ?? '') ?? [];
    if (!fields || !name || !literal) return error(400, 'MALFORMED_QUERY', `unexpected token: ${soql}`);
    const wanted = fields.split(', ');
    const unknown = table === 'Lead' ? [...wanted, name].find((field) => !this.hasField(field)) : undefined;
    if (unknown) return error(400, 'INVALID_FIELD', `No such column '${unknown}' on entity '${table}'`);
    const value = text(literal.slice(1, -1));
    const rows = table === 'User' ? [...this.users].filter(([id]) => literal.includes(`'${id.slice(0, 15)}`)).map(([Id, IsActive]) => ({ Id, IsActive }))
      : table === 'Task' ? this.texts.filter(({ leadId }) => leadId === value).map((task) => ({ Id: task.id, Description: task.text }))
      : (sign === '>=' ? changedSince(this.leads.values(), Date.parse(literal))
        : [...this.leads.values()].filter((lead) => (name === 'Email' ? lead.email?.toLowerCase() === value.toLowerCase() : lead.facts[OURS.get(name) ?? ''] === value))).map((lead) => this.dress(lead, wanted));
    const done = start + PAGE >= rows.length;
    return { status: 200, body: { totalSize: rows.length, done, records: rows.slice(start, start + PAGE), ...(done ? {} : { nextRecordsUrl: `${ROOT}/query/${encodeURIComponent(soql).replaceAll('-', '%2D')}-${start + PAGE}` }) } };
  }
}
