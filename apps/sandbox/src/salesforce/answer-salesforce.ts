import { jsonOf, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import { LEAD_COLUMNS, TASK_COLUMNS } from './org.data.js';
import { ROOT, type Fields, type SalesforceOrg } from './org.js';
import { error, gone } from './salesforce-errors.js';

export interface ConnectedApp { readonly clientId: string; readonly clientSecret: string }

const SESSION = '00DRW0000000001!sandbox';

/** Salesforce's REST API behind My Domain: a token for the connected app, then leads, tasks and queries. */
export function answerSalesforce(request: SandboxRequest, org: SalesforceOrg, app: ConnectedApp, journal: Journal): SandboxAnswer {
  const answer = request.path === '/services/oauth2/token' ? giveToken(request, app)
    : request.headers['authorization'] === `Bearer ${SESSION}` ? { ...route(request, org), headers: { 'content-type': 'application/json;charset=UTF-8', 'sforce-limit-info': 'api-usage=420/15000' } }
    : error(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  if (answer.status >= 400) journal.add({ kind: 'call-refused', host: request.host, method: request.method, path: request.path, status: answer.status });
  return answer;
}

/** OAuth 2.0 client credentials; its errors have a shape of their own. */
function giveToken({ method, host, body }: SandboxRequest, { clientId, clientSecret }: ConnectedApp): SandboxAnswer {
  const form = new URLSearchParams(body.toString('utf8'));
  if (method !== 'POST' || form.get('grant_type') !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type', error_description: 'grant type not supported' } };
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) return { status: 401, body: { error: 'invalid_client', error_description: 'invalid client credentials' } };
  return { status: 200, body: { access_token: SESSION, instance_url: `https://${host}`, token_type: 'Bearer', issued_at: '1795340000000', scope: 'api' } };
}

function route({ method, path, query, body: bytes }: SandboxRequest, org: SalesforceOrg): SandboxAnswer {
  const below = path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length) : '';
  const leadId = /^\/sobjects\/Lead\/(00Q\w{12,15})$/.exec(below)?.[1] ?? '';
  const list = (name: string): string[] => query.get(name)?.split(',') ?? [];
  const fields = method === 'GET' ? {} : textFields(jsonOf(bytes));
  if (!fields) return error(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is not a JSON object');
  switch (`${method} ${leadId ? '/sobjects/Lead/:id' : below.replace(/^\/query\/.+/, '/query/:more')}`) {
    case 'POST /sobjects/Lead': return org.createLead(fields);
    case 'GET /sobjects/Lead/:id': return org.readLead(leadId, list('fields'));
    case 'PATCH /sobjects/Lead/:id': return org.patchLead(leadId, fields);
    case 'GET /sobjects/Lead/describe': return describe('Lead', LEAD_COLUMNS);
    case 'GET /sobjects/Task/describe': return describe('Task', TASK_COLUMNS);
    case 'POST /sobjects/Task': return org.createTask(fields);
    case 'GET /composite/sobjects/Lead': return org.readLeads(list('ids'), list('fields'));
    case 'GET /query': return org.query(query.get('q') ?? '');
    case 'GET /query/:more': return org.more(below.slice('/query/'.length));
    default: return gone();
  }
}

const describe = (name: string, columns: ReadonlySet<string>): SandboxAnswer =>
  ({ status: 200, body: { name, createable: true, updateable: true, fields: [...columns].map((column) => ({ name: column, updateable: true })) } });

function textFields(value: unknown): Fields | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
}
