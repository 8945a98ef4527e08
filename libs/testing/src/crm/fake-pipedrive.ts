import { changedSince, FakeCrm, type FakeAnswer, type FakeLead, type FakeRequest } from './fake-crm.js';

const error = (status: number, said: string, more: object = {}): FakeAnswer => ({ status, body: { success: false, error: said, error_info: 'Please check developers.pipedrive.com for more information about the API.', ...more } });
const ok = (data: unknown, more: object = {}): FakeAnswer => ({ status: 200, body: { success: true, data, ...more } });

/** Keys of the custom fields, as they are given there. */
export const PIPEDRIVE_FIELDS: Readonly<Record<string, string>> = {
  leadwright_lead_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567', leadwright_company_size: '1a1b2c3d4e5f60718293a4b5c6d7e8f901234567', leadwright_industry: '2a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  leadwright_fit: '3a1b2c3d4e5f60718293a4b5c6d7e8f901234567', leadwright_summary: '4a1b2c3d4e5f60718293a4b5c6d7e8f901234567', company: '5a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
};
const OURS = new Map(Object.entries(PIPEDRIVE_FIELDS).map(([ours, key]) => [key, ours]));

/** Pipedrive's API v2, and v1 for notes, users and fields, as far as they are documented and used. How it words a refused owner is assumed. */
export class FakePipedrive extends FakeCrm {
  override readonly words = {
    waitMs: 7_000, ownerRefused: { code: 'ERR_SCHEMA_VALIDATION_FAILED', said: /Owner is not an active user/ }, leadNotThere: 'HTTP_404', tokenRefused: 'HTTP_401', renewsToken: false,
  };
  override readonly users = new Map([['20001', true], ['20002', true], ['20009', false]]);
  override readonly unknownUser = '29999';
  /** While true, the search does not show what was made: its index lags behind. */
  searchLags = false;
  readonly organizations = new Map<number, object>();
  /** Ids of persons that were deleted and are still given for a while. */
  readonly deleted = new Set<string>();

  protected override idOf = (number: number): string => String(number);
  protected override tooManyCalls = (): FakeAnswer => ({ ...error(429, 'request over limit', { errorCode: 429 }), headers: { 'x-ratelimit-limit': '40', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '7' } });
  protected override tokenRefused = (): FakeAnswer => error(401, 'unauthorized access', { errorCode: 401 });

  protected override answer({ method, path, query, headers, body }: FakeRequest): FakeAnswer {
    if (headers['x-api-token'] !== 'token-1') return this.tokenRefused();
    const lead = this.leads.get(/\/persons\/(\d+)$/.exec(path)?.[1] ?? '');
    switch (`${method} ${path.replace(/\/persons\/\d+$/, '/persons/:id')}`) {
      case 'POST /api/v2/persons': return this.create(body);
      case 'GET /api/v2/persons/:id': return lead ? ok(this.dress(lead)) : error(404, 'Person not found');
      case 'PATCH /api/v2/persons/:id': return lead ? this.save(lead, body) ?? ok(this.dress(lead)) : error(404, 'Person not found');
      case 'GET /api/v2/persons': return this.list(query);
      case 'GET /api/v2/persons/search': return this.search(query);
      case 'GET /api/v2/organizations': return ok(query.get('ids')!.split(',').flatMap((id) => this.organizations.get(Number(id)) ?? []));
      case 'POST /api/v2/activities': return this.hang('task', body.participants[0].person_id, body.note, body);
      case 'POST /api/v1/notes': return this.hang('note', body.person_id, body.content, body);
      case 'GET /api/v2/activities': return ok(this.textsOf('task').filter(({ leadId }) => leadId === query.get('person_id')).map(({ id, text }) => ({ id: Number(id), note: text })));
      case 'GET /api/v1/notes': return ok(this.textsOf('note').filter(({ leadId }) => leadId === query.get('person_id')).map(({ id, text }) => ({ id: Number(id), content: text })));
      case 'GET /api/v1/users': return ok([...this.users].map(([id, active]) => ({ id: Number(id), name: 'A user', active_flag: active })));
      case 'GET /api/v1/personFields': return ok([{ key: 'name' }, ...Object.entries(PIPEDRIVE_FIELDS).filter(([ours]) => this.fields.has(ours) || !ours.startsWith('leadwright_')).map(([, key]) => ({ key }))]);
      default: return error(404, 'Unknown method .');
    }
  }

  private create(body: any): FakeAnswer {
    if (!body.name) return error(400, 'Name is required', { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    const lead = this.put();
    const refused = this.save(lead, body);
    if (refused) this.leads.delete(lead.id);
    return refused ?? ok(this.dress(lead));
  }

  private save(lead: FakeLead, { name, emails, phones, owner_id: owner, custom_fields: fields = {} }: any): FakeAnswer | null {
    if (owner !== undefined && typeof owner !== 'number') return error(400, 'Validation failed: owner_id: Expected number', { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    if (owner !== undefined && !this.users.get(String(owner))) return error(400, 'Owner is not an active user', { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    const unknown = Object.keys(fields).find((key) => !OURS.has(key));
    if (unknown) return error(400, `Custom field ${unknown} is not known`, { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    if (owner !== undefined) lead.owner = String(owner);
    if (name) lead.other['name'] = name;
    if (emails) lead.email = emails[0].value;
    if (phones) lead.other['phone'] = phones[0].value;
    for (const [key, value] of Object.entries(fields)) lead.facts[OURS.get(key)!] = value as string;
    lead.changedAt = Date.now();
    return null;
  }

  private dress({ id, email, owner, facts, other, changedAt }: FakeLead): object {
    const at = new Date(changedAt).toISOString();
    const { phone, org_id: organization, ...plain } = other;
    return {
      ...plain, id: Number(id), owner_id: owner ? Number(owner) : null, org_id: organization ? Number(organization) : null, add_time: at, update_time: at, is_deleted: this.deleted.has(id),
      emails: email ? [{ value: `old-${email}`, primary: false, label: 'home' }, { value: email, primary: true, label: 'work' }] : [],
      phones: phone ? [{ value: phone, primary: true, label: 'work' }] : [],
      custom_fields: Object.fromEntries(Object.entries(PIPEDRIVE_FIELDS).map(([ours, key]) => [key, facts[ours] ?? null])),
    };
  }

  /** Unknown ids are left out without a word. */
  private list(query: URLSearchParams): FakeAnswer {
    const ids = query.get('ids')?.split(',');
    if (ids && ids.length > 100) return error(400, 'Maximum of 100 ids', { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    const since = changedSince(this.leads.values(), Date.parse(query.get('updated_since') ?? '1970-01-01T00:00:00Z'));
    const all = ids ? ids.flatMap((id) => this.leads.get(id) ?? []) : query.get('sort_direction') === 'desc' ? since.reverse() : since;
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('limit'));
    return ok(all.slice(start, end).map((lead) => this.dress(lead)), { additional_data: { next_cursor: end < all.length ? String(end) : null } });
  }

  private search(query: URLSearchParams): FakeAnswer {
    const term = query.get('term')!.toLowerCase();
    const found = this.searchLags ? [] : [...this.leads.values()].filter(({ email, facts }) => (query.get('fields') === 'email' ? email?.toLowerCase() === term : Object.values(facts).some((value) => value?.toLowerCase() === term)));
    return ok({ items: found.map(({ id, email, facts }) => ({ result_score: 1, item: { id: Number(id), type: 'person', emails: email ? [email] : [], custom_fields: Object.values(facts) } })) });
  }

  private hang(kind: 'task' | 'note', personId: unknown, text: string, wire: Record<string, unknown>): FakeAnswer {
    if (typeof personId !== 'number' || !this.leads.has(String(personId))) return error(400, 'Person not found', { code: 'ERR_SCHEMA_VALIDATION_FAILED' });
    const id = this.nextId();
    this.texts.push({ id, kind, leadId: String(personId), text, owner: wire['owner_id'] === undefined ? null : String(wire['owner_id']), wire });
    return ok({ id: Number(id) });
  }
}
