import { jsonOf, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import { USERS, type ZohoAccount } from './account.js';
import { failed, refused } from './zoho-answers.js';

export interface ZohoSecrets { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string }

type Fields = Record<string, unknown>;
const ACCESS_TOKEN = 'sandbox-zoho-access';
const MOST_IDS = 100;

/** The accounts server: an access token for the refresh token. A refusal comes with 200. */
export function answerZohoAccounts({ method, path, body }: SandboxRequest, { clientId, clientSecret, refreshToken }: ZohoSecrets): SandboxAnswer {
  if (`${method} ${path}` !== 'POST /oauth/v2/token') return { status: 404, body: { error: 'not found' } };
  const form = new URLSearchParams(body.toString('utf8'));
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) return { status: 200, body: { error: 'invalid_client' } };
  if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== refreshToken) return { status: 200, body: { error: 'invalid_code' } };
  return { status: 200, body: { access_token: ACCESS_TOKEN, api_domain: 'https://www.zohoapis.example', token_type: 'Bearer', expires_in: 3600 } };
}

/** Zoho CRM's API v8 for leads, their tasks and notes, users, fields, and the two questions of COQL that are asked. */
export function answerZoho(request: SandboxRequest, account: ZohoAccount, journal: Journal): SandboxAnswer {
  const answer = request.headers['authorization'] === `Zoho-oauthtoken ${ACCESS_TOKEN}` ? route(request, account) : refused(401, 'INVALID_TOKEN', 'invalid oauth token');
  if (answer.status >= 400) journal.add({ kind: 'call-refused', host: request.host, method: request.method, path: request.path, status: answer.status });
  return answer;
}

function route({ method, path, query, body: bytes }: SandboxRequest, account: ZohoAccount): SandboxAnswer {
  const body = method === 'GET' ? {} : jsonOf(bytes);
  if (typeof body !== 'object' || body === null) return refused(400, 'INVALID_DATA', 'body');
  const record = recordIn(body);
  const leadId = /^\/crm\/v8\/Leads\/(\d+)/.exec(path)?.[1] ?? '';
  switch (`${method} ${path.replace('/crm/v8/', '').replace(/^Leads\/\d+/, 'Leads/:id')}`) {
    case 'POST Leads': return account.create(record);
    case 'PUT Leads/:id': return account.update(leadId, record);
    case 'GET Leads': return list(query, account);
    case 'GET Leads/search': return search(query, account);
    case 'POST coql': return ask(String((body as Fields)['select_query'] ?? ''), account);
    case 'POST Tasks': return record['$se_module'] === 'Leads' ? account.hang('Tasks', idIn(record['What_Id']), record) : failed('INVALID_DATA', 'invalid data', '$se_module');
    case 'POST Notes': return account.hang('Notes', idIn(record['Parent_Id']), record);
    case 'GET Leads/:id/Tasks': return account.textsOn(leadId, 'Tasks');
    case 'GET Leads/:id/Notes': return account.textsOn(leadId, 'Notes');
    case 'GET users': return { status: 200, body: { users: USERS.map(({ id, name, active }) => ({ id, full_name: name, status: active ? 'active' : 'disabled' })), info: { more_records: false } } };
    case 'GET settings/fields': return { status: 200, body: { fields: account.fieldNames.map((name) => ({ api_name: name })) } };
    case 'PATCH actions/watch': case 'POST actions/watch': return { status: 200, body: { watch: [{ code: 'SUCCESS', message: 'Successfully subscribed for actions-watch of the given module', status: 'success', details: {} }] } };
    default: return refused(404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one');
  }
}

function list(query: URLSearchParams, account: ZohoAccount): SandboxAnswer {
  const fields = query.get('fields')?.split(',');
  if (!fields) return refused(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param_name: 'fields' });
  const ids = query.get('ids')?.split(',') ?? [];
  return ids.length > MOST_IDS ? refused(400, 'LIMIT_EXCEEDED', 'the limit is exceeded', { param_name: 'ids', limit: MOST_IDS }) : account.read(ids, fields);
}

function search(query: URLSearchParams, account: ZohoAccount): SandboxAnswer {
  const [, field, value] = /^\((\w+):equals:(.+)\)$/.exec(query.get('criteria') ?? '') ?? [];
  return field && value ? account.search(field, value) : account.search('Email', query.get('email') ?? '');
}

function ask(coql: string, account: ZohoAccount): SandboxAnswer {
  const [, since, offset, limit] = /^select id\b.* from Leads where Modified_Time >= '(\S+)'.* limit (\d+), (\d+)$/.exec(coql) ?? [];
  return since ? account.changedSince(Date.parse(since), Number(offset), Number(limit)) : refused(400, 'SYNTAX_ERROR', `error occurred near: ${coql}`);
}

const recordIn = (body: object): Fields => {
  const { data } = body as { data?: unknown };
  return Array.isArray(data) && typeof data[0] === 'object' && data[0] !== null ? (data[0] as Fields) : {};
};
const idIn = (record: unknown): unknown => (typeof record === 'object' && record !== null && 'id' in record ? record.id : null);
