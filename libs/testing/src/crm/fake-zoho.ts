import { ZOHO_FIELDS } from '#connectors';
import { changedSince, FakeCrm, type FakeAnswer, type FakeLead, type FakeRequest } from './fake-crm.js';

const error = (status: number, code: string, message: string, details: object = {}): FakeAnswer => ({ status, body: { code, message, status: 'error', details } });
const failed = (code: string, message: string, details: object = {}): FakeAnswer => ({ status: 400, body: { data: [{ code, message, status: 'error', details }] } });
const done = (id: string, status = 200): FakeAnswer => ({ status, body: { data: [{ code: 'SUCCESS', details: { id }, message: status === 201 ? 'record added' : 'record updated', status: 'success' }] } });
const nothing: FakeAnswer = { status: 204 };
const OURS = new Map<string, string>(Object.entries(ZOHO_FIELDS).map(([ours, theirs]) => [theirs, ours]));
const PLAIN = ['First_Name', 'Last_Name', 'Phone', 'Mobile', 'Designation', 'Title', 'Company', 'Website', 'Country', 'Mailing_Country', 'State', 'No_of_Employees', 'Industry', 'Lead_Source', 'Lead_Status', 'Description', 'Created_Time'];
const ROOT = '/crm/v8';
const MOST_IDS = 100;

/** Zoho CRM's API v8 for leads, as far as it is documented and used. How it words a refused owner is assumed. A token ends when a call meets `token refused`. */
export class FakeZoho extends FakeCrm {
  override readonly words = {
    waitMs: 7_000, ownerRefused: { code: 'INVALID_DATA', said: /the user given is not active/ }, leadNotThere: 'INVALID_DATA', tokenRefused: 'invalid_code', renewsToken: true,
  };
  override readonly users = new Map([['554023000000235001', true], ['554023000000235002', true], ['554023000000235009', false]]);
  override readonly unknownUser = '554023000000235099';
  /** Askings for a token. */
  tokens = 0;
  refreshToken = 'refresh-1';
  readonly missingScopes = new Set<string>();
  /** Addresses are unique in this account, though the search does not show whose they are yet. */
  searchLags = false;
  /** Notification channels by their id, as they were asked for. */
  readonly channels = new Map<string, Record<string, unknown>>();

  protected override idOf = (number: number): string => `5540230000${String(number).padStart(8, '0')}`;
  protected override tooManyCalls = (): FakeAnswer => ({ ...error(429, 'TOO_MANY_REQUESTS', 'You have exceeded the maximum number of API requests'), headers: { 'retry-after': '7' } });
  protected override isWrite = ({ method, path }: FakeRequest): boolean => method !== 'GET' && !path.endsWith('/coql');
  protected override tokenRefused(): FakeAnswer {
    this.tokens += 1;
    return error(401, 'INVALID_TOKEN', 'invalid oauth token');
  }

  protected override beforeAll({ method, path, text }: FakeRequest): FakeAnswer | null {
    if (`${method} ${path}` !== 'POST /oauth/v2/token') return null;
    const form = new URLSearchParams(text);
    if (form.get('client_secret') !== 'client-secret-1') return { status: 200, body: { error: 'invalid_client' } };
    if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== this.refreshToken) return { status: 200, body: { error: 'invalid_code' } };
    return { status: 200, body: { access_token: `access-${this.tokens}`, api_domain: 'https://elsewhere.example', token_type: 'Bearer', expires_in: 3600 } };
  }

  protected override answer(request: FakeRequest): FakeAnswer {
    const { method, path, query, body } = request;
    if (request.headers.authorization !== `Zoho-oauthtoken access-${this.tokens}`) return error(401, 'INVALID_TOKEN', 'invalid oauth token');
    const [, module, id, related] = path.replace(ROOT, '').split('/');
    const scope = module === 'coql' ? 'coql' : module === 'users' ? 'users' : module === 'settings' ? 'settings' : module === 'actions' ? 'notifications' : 'modules';
    if (this.missingScopes.has(scope)) return error(401, 'OAUTH_SCOPE_MISMATCH', 'Unauthorized');
    const lead = this.leads.get(id ?? '');
    switch (`${method} ${module}${/^\d+$/.test(id ?? '') ? '/:id' : id ? `/${id}` : ''}${related ? `/${related}` : ''}`) {
      case 'POST Leads': return this.create(body.data[0]);
      case 'PUT Leads/:id': return lead ? this.save(lead, body.data[0]) ?? done(lead.id) : failed('INVALID_DATA', 'the id given seems to be invalid', { id });
      case 'GET Leads': return this.list(query);
      case 'GET Leads/search': return this.search(query);
      case 'POST coql': return this.query(body.select_query);
      case 'POST Tasks': return this.hang('task', body.data[0].What_Id?.id, body.data[0].$se_module, body.data[0].Description, body.data[0]);
      case 'POST Notes': return this.hang('note', body.data[0].Parent_Id?.id, body.data[0].Parent_Id?.module?.api_name, body.data[0].Note_Content, body.data[0]);
      case 'GET Leads/:id/Tasks': return this.textsOn('task', id!, 'Description');
      case 'GET Leads/:id/Notes': return this.textsOn('note', id!, 'Note_Content');
      case 'GET users': return this.page([...this.users].map(([user, active]) => ({ id: user, status: active ? 'active' : 'disabled' })), Number(query.get('page')), 2, 'users');
      case 'GET settings/fields': return { status: 200, body: { fields: [...PLAIN, ...[...OURS].filter(([, ours]) => this.fields.has(ours)).map(([theirs]) => theirs)].map((name) => ({ api_name: name })) } };
      case 'POST actions/watch': case 'PATCH actions/watch': return this.watch(method, body.watch[0]);
      default: return error(404, 'INVALID_URL_PATTERN', `Please check if the URL trying to access is a correct one: ${method} ${path}`);
    }
  }

  private create(fields: Record<string, unknown>): FakeAnswer {
    const missing = ['Last_Name', 'Company'].find((name) => !fields[name]);
    if (missing) return failed('MANDATORY_NOT_FOUND', 'required field not found', { api_name: missing, json_path: `$.data[0].${missing}` });
    const twin = this.searchLags && [...this.leads.values()].find(({ email }) => email !== null && email.toLowerCase() === String(fields['Email']).toLowerCase());
    if (twin) return failed('DUPLICATE_DATA', 'duplicate data', { api_name: 'Email', duplicate_record: { id: twin.id }, id: twin.id });
    const lead = this.put();
    const refused = this.save(lead, fields);
    if (refused) this.leads.delete(lead.id);
    return refused ?? done(lead.id, 201);
  }

  private save(lead: FakeLead, { Owner: owner, ...fields }: Record<string, any>): FakeAnswer | null {
    if (owner && !this.users.get(owner.id)) return failed('INVALID_DATA', 'the user given is not active', { api_name: 'Owner', json_path: '$.data[0].Owner' });
    if (owner) lead.owner = owner.id;
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'Email') lead.email = value;
      else if (OURS.has(name)) lead.facts[OURS.get(name)!] = value;
      else lead.other[name] = value;
    }
    lead.changedAt = Math.floor(Date.now() / 1_000) * 1_000;
    return null;
  }

  private dress(lead: FakeLead, wanted: readonly string[]): object {
    const all: Record<string, unknown> = {
      ...lead.other, ...Object.fromEntries(Object.entries(lead.facts).map(([name, value]) => [ZOHO_FIELDS[name as keyof typeof ZOHO_FIELDS], value])),
      Email: lead.email, Owner: lead.owner && { id: lead.owner, name: 'A user', email: 'user@corvane.example' }, Modified_Time: timeOf(lead),
    };
    return { ...Object.fromEntries(wanted.filter((name) => this.fields.has(OURS.get(name) ?? 'leadwright_fit')).map((name) => [name, all[name] ?? null])), id: lead.id };
  }

  /** Unknown ids are left out without a word; nothing at all is 204. */
  private list(query: URLSearchParams): FakeAnswer {
    const fields = query.get('fields')?.split(',');
    if (!fields) return error(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param_name: 'fields' });
    const ids = query.get('ids')?.split(',');
    if (ids && ids.length > MOST_IDS) return error(400, 'LIMIT_EXCEEDED', 'the limit is exceeded', { param_name: 'ids', limit: MOST_IDS });
    if (fields.length > 50) return error(400, 'LIMIT_EXCEEDED', 'the limit is exceeded', { param_name: 'fields', limit: 50 });
    const found = ids ? [...this.leads.values()].filter(({ id }) => ids.includes(id)).reverse() : [...this.leads.values()];
    return found.length === 0 ? nothing : { status: 200, body: { data: found.map((lead) => this.dress(lead, fields)), info: { more_records: false } } };
  }

  private search(query: URLSearchParams): FakeAnswer {
    const [email, criteria] = [query.get('email'), /^\((\w+):equals:(.+)\)$/.exec(query.get('criteria') ?? '')];
    const found = this.searchLags ? [] : [...this.leads.values()].filter((lead) => (email ? lead.email?.toLowerCase().includes(email.toLowerCase()) : lead.facts[OURS.get(criteria![1]!)!] === criteria![2]));
    return found.length === 0 ? nothing : { status: 200, body: { data: found.map((lead) => this.dress(lead, ['Email'])), info: { more_records: false } } };
  }

  private query(coql: string): FakeAnswer {
    const [, since, offset, limit] = /^select id(?:, Modified_Time)? from Leads where Modified_Time >= '(\S+\+00:00)'(?: order by Modified_Time asc, id asc)? limit (\d+), (\d+)$/.exec(coql) ?? [];
    if (!since) return error(400, 'SYNTAX_ERROR', `error occurred near: ${coql}`);
    const all = changedSince(this.leads.values(), Date.parse(since));
    const page = all.slice(Number(offset), Number(offset) + Number(limit));
    return page.length === 0 ? nothing : { status: 200, body: { data: page.map((lead) => ({ id: lead.id, Modified_Time: timeOf(lead) })), info: { count: page.length, more_records: Number(offset) + page.length < all.length } } };
  }

  private hang(kind: 'task' | 'note', leadId: string | undefined, module: unknown, text: string, wire: Record<string, any>): FakeAnswer {
    if (!leadId || module !== 'Leads' || !this.leads.has(leadId)) return failed('INVALID_DATA', 'invalid data', { api_name: kind === 'task' ? 'What_Id' : 'Parent_Id' });
    const id = this.nextId();
    this.texts.push({ id, kind, leadId, text, owner: wire['Owner']?.id ?? null, wire });
    return done(id, 201);
  }

  private textsOn(kind: 'task' | 'note', leadId: string, field: string): FakeAnswer {
    const found = this.textsOf(kind).filter((text) => text.leadId === leadId).map(({ id, text }) => ({ id, [field]: text }));
    return found.length === 0 ? nothing : { status: 200, body: { data: found, info: { more_records: false } } };
  }

  private page(all: readonly object[], page: number, size: number, name: string): FakeAnswer {
    return { status: 200, body: { [name]: all.slice((page - 1) * size, page * size), info: { more_records: page * size < all.length } } };
  }

  private watch(method: string, channel: Record<string, string>): FakeAnswer {
    const id = channel['channel_id']!;
    if (method === 'PATCH' && !this.channels.has(id)) return { status: 400, body: { watch: [{ code: 'NOT_SUBSCRIBED', message: 'Invalid channel id', details: { channel_id: id }, status: 'error' }] } };
    this.channels.set(id, channel);
    return { status: method === 'POST' ? 201 : 200, body: { watch: [{ code: 'SUCCESS', details: { events: [{ channel_id: id }] }, message: 'Successfully subscribed for actions-watch of the given module', status: 'success' }] } };
  }
}

/** Whole seconds, as Zoho keeps them. */
const timeOf = ({ changedAt }: FakeLead): string => new Date(changedAt).toISOString().replace(/\.\d+Z$/, '+00:00');
