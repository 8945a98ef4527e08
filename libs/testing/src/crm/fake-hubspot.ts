import { changedSince, FakeCrm, type FakeAnswer, type FakeLead, type FakeRequest } from './fake-crm.js';

const error = (status: number, category: string, message: string, more: object = {}): FakeAnswer => ({ status, body: { status: 'error', category, message, correlationId: 'c-1', ...more } });
const invalid = (name: string, code: string, message: string): FakeAnswer => error(400, 'VALIDATION_ERROR', `Property values were not valid: ${JSON.stringify([{ isValid: false, message, error: code, name }])}`);
const PLAIN = ['firstname', 'lastname', 'phone', 'jobtitle', 'company', 'website', 'country'];

/** HubSpot's CRM v3, as far as it is documented and used. */
export class FakeHubspot extends FakeCrm {
  override readonly words = {
    waitMs: 7_000, ownerRefused: { code: 'INVALID_OWNER_ID', said: /Owner 7009 does not exist/ }, leadNotThere: 'OBJECT_NOT_FOUND', tokenRefused: 'INVALID_AUTHENTICATION', renewsToken: false,
  };
  override readonly users = new Map([['7001', true], ['7002', true], ['7009', false]]);
  override readonly unknownUser = '7777';
  /** Scopes that the token lacks. */
  readonly missingScopes = new Set<string>();

  protected override idOf = (number: number): string => String(500 + number);
  protected override tooManyCalls = (): FakeAnswer => ({ ...error(429, 'RATE_LIMITS', 'You have reached your secondly limit.', { policyName: 'SECONDLY' }), headers: { 'retry-after': '7' } });
  protected override tokenRefused = (): FakeAnswer => error(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
  protected override isWrite = ({ method, path }: FakeRequest): boolean => method !== 'GET' && !path.endsWith('/search') && !path.endsWith('/read');

  protected override answer(request: FakeRequest): FakeAnswer {
    const { method, path, body, query } = request;
    if (request.headers.authorization !== 'Bearer pat-1') return this.tokenRefused();
    const scope = path.startsWith('/crm/v3/owners') ? 'crm.objects.owners.read' : path.startsWith('/crm/v3/properties') ? 'crm.schemas.contacts.read' : this.isWrite(request) ? 'crm.objects.contacts.write' : 'crm.objects.contacts.read';
    if (this.missingScopes.has(scope)) return error(403, 'MISSING_SCOPES', 'One or more of the following scopes are required.', { context: { requiredGranularScopes: [scope], links: ['https://developers.hubspot.com/scopes'] } });
    const lead = this.leads.get(/^\/crm\/v3\/objects\/contacts\/(\d+)$/.exec(path)?.[1] ?? '');
    switch (`${method} ${path.replace(/\/contacts\/\d+$/, '/contacts/:id')}`) {
      case 'GET /crm/v3/objects/contacts': return { status: 200, body: { results: [] } };
      case 'POST /crm/v3/objects/contacts': return this.create(body.properties);
      case 'GET /crm/v3/objects/contacts/:id': return lead ? { status: 200, body: this.dress(lead, query.get('properties')!.split(',')) } : notThere();
      case 'PATCH /crm/v3/objects/contacts/:id': return lead ? this.save(lead, body.properties) ?? { status: 200, body: this.dress(lead, []) } : notThere();
      case 'POST /crm/v3/objects/contacts/search': return this.search(body);
      case 'POST /crm/v3/objects/contacts/batch/update': return error(400, 'VALIDATION_ERROR', 'Inputs must not be empty.');
      case 'POST /crm/v3/objects/contacts/batch/read': return this.batch(body);
      case 'POST /crm/v3/objects/tasks/search': case 'POST /crm/v3/objects/notes/search': return this.searchTexts(body);
      case 'POST /crm/v3/objects/tasks': case 'POST /crm/v3/objects/notes': return this.hang(path.endsWith('tasks') ? 'task' : 'note', body);
      case 'POST /crm/v3/properties/contacts/batch/read': {
        const results = body.inputs.filter(({ name }: { name: string }) => this.fields.has(name));
        return { status: results.length === body.inputs.length ? 200 : 207, body: { status: 'COMPLETE', results } };
      }
      case 'GET /crm/v3/owners': {
        const ids = [...this.users].filter(([, active]) => active !== (query.get('archived') === 'true')).map(([id]) => ({ id, userId: Number(id) + 1 }));
        const start = Number(query.get('after') ?? 0);
        return { status: 200, body: { results: ids.slice(start, start + 1), ...(start + 1 < ids.length ? { paging: { next: { after: String(start + 1) } } } : {}) } };
      }
      default: return error(404, 'NOT_FOUND', `No such resource: ${method} ${path}`);
    }
  }

  private create(properties: Record<string, string>): FakeAnswer {
    const twin = [...this.leads.values()].find(({ email }) => email !== null && email === properties['email']?.toLowerCase());
    if (twin) return error(409, 'CONFLICT', `Contact already exists. Existing ID: ${twin.id}`);
    const lead = this.put();
    const refused = this.save(lead, properties);
    if (refused) this.leads.delete(lead.id);
    return refused ?? { status: 201, body: this.dress(lead, []) };
  }

  private save(lead: FakeLead, properties: Record<string, string>): FakeAnswer | null {
    for (const [name, value] of Object.entries(properties)) {
      if (name === 'hubspot_owner_id' && !this.users.get(value)) return invalid(name, 'INVALID_OWNER_ID', `Owner ${value} does not exist`);
      if (name.startsWith('leadwright_') && !this.fields.has(name)) return invalid(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
    }
    for (const [name, value] of Object.entries(properties)) {
      if (name === 'hubspot_owner_id') lead.owner = value;
      else if (name === 'email') lead.email = value.toLowerCase();
      else if (name.startsWith('leadwright_')) lead.facts[name] = value;
      else if (PLAIN.includes(name)) lead.other[name] = value;
      else return invalid(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
    }
    lead.changedAt = Date.now();
    return null;
  }

  private dress(lead: FakeLead, wanted: readonly string[]): object {
    const all: Record<string, string | null> = { ...lead.other, ...lead.facts, email: lead.email, hubspot_owner_id: lead.owner };
    const at = new Date(lead.changedAt).toISOString();
    return { id: lead.id, properties: { ...Object.fromEntries(wanted.filter((name) => this.fields.has(name) || !name.startsWith('leadwright_')).map((name) => [name, all[name] ?? null])), hs_object_id: lead.id, lastmodifieddate: at }, createdAt: at, updatedAt: at, archived: false };
  }

  private search({ filterGroups: [{ filters: [filter] }], properties, limit, after = '0' }: any): FakeAnswer {
    const { propertyName, operator, value } = filter as { propertyName: string; operator: string; value: string };
    const found = operator === 'GTE'
      ? changedSince(this.leads.values(), Number(value))
      : [...this.leads.values()].filter((lead) => (propertyName === 'email' ? lead.email === value.toLowerCase() : lead.facts[propertyName] === value));
    const end = Number(after) + Number(limit);
    const page = found.slice(Number(after), end).map((lead) => this.dress(lead, properties));
    return { status: 200, body: { total: found.length, results: page, ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}) } };
  }

  private batch({ inputs, properties }: { inputs: { id: string }[]; properties: string[] }): FakeAnswer {
    const ids = inputs.map(({ id }) => id);
    if (ids.length > 100) return error(400, 'VALIDATION_ERROR', 'The maximum number of inputs supported in a batch request is 100');
    if (new Set(ids).size < ids.length) return error(400, 'VALIDATION_ERROR', 'Duplicate IDs found in batch input');
    const results = ids.flatMap((id) => (this.leads.has(id) ? [this.dress(this.leads.get(id)!, properties)] : []));
    const gone = ids.filter((id) => !this.leads.has(id));
    if (gone.length === 0) return { status: 200, body: { status: 'COMPLETE', results } };
    return { status: 207, body: { status: 'COMPLETE', results, numErrors: 1, errors: [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Some objects could not be read.', context: { ids: gone } }] } };
  }

  private searchTexts({ filterGroups: [{ filters: [{ value }] }] }: any): FakeAnswer {
    return { status: 200, body: { results: this.texts.filter(({ text }) => text.split(/[^\w-]+/).includes(value)).map(({ id }) => ({ id, properties: {} })) } };
  }

  private hang(kind: 'task' | 'note', { properties, associations: [{ to, types }] }: any): FakeAnswer {
    if (types[0].associationTypeId !== (kind === 'task' ? 204 : 202)) return error(400, 'VALIDATION_ERROR', 'INVALID_ASSOCIATION');
    if (!properties.hs_timestamp) return error(400, 'VALIDATION_ERROR', 'hs_timestamp is required');
    const id = this.nextId();
    this.texts.push({ id, kind, leadId: to.id, text: properties[`hs_${kind}_body`], owner: properties.hubspot_owner_id ?? null, wire: properties });
    return { status: 201, body: { id, properties: {} } };
  }
}

const notThere = (): FakeAnswer => error(404, 'OBJECT_NOT_FOUND', 'Object not found. objectId are usually numeric.');
