import { jsonOf, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { Crm, Properties } from './crm.js';
import { notFound, unauthorized, unreadable } from './hubspot-errors.js';

interface Filter { propertyName: string; operator: string; value: string }
interface Body { properties?: unknown; associations?: { to?: { id?: unknown } }[]; filterGroups?: { filters?: Filter[] }[] }

/** HubSpot's CRM v3: contacts and tasks. */
export function answerHubspot(request: SandboxRequest, crm: Crm, token: string, journal: Journal): SandboxAnswer {
  const answer = request.headers['authorization'] === `Bearer ${token}` ? route(request, crm) : unauthorized();
  if (answer.status >= 400 && answer.status !== 409) journal.add({ kind: 'call-refused', host: request.host, method: request.method, path: request.path, status: answer.status });
  return answer;
}

function route(request: SandboxRequest, crm: Crm): SandboxAnswer {
  const [, type, id] = /^\/crm\/v3\/objects\/(contacts|tasks)(?:\/([^/]+))?$/.exec(request.path) ?? [];
  const body = request.method === 'GET' ? {} : (jsonOf(request.body) as Body | undefined);
  if (!body || typeof body !== 'object') return unreadable();
  const properties = textProperties(body.properties);
  switch (`${request.method} ${type}${id === undefined ? '' : id === 'search' ? '/search' : '/id'}`) {
    case 'POST contacts': return properties ? crm.createContact(properties) : unreadable();
    case 'GET contacts/id': return crm.readContact(id!, request.query.get('properties')?.split(',') ?? []);
    case 'PATCH contacts/id': return properties ? crm.patchContact(id!, properties) : unreadable();
    case 'POST tasks': return properties ? crm.createTask(properties, associated(body)) : unreadable();
    case 'POST contacts/search': return search('contacts', body, crm);
    case 'POST tasks/search': return search('tasks', body, crm);
    default: return notFound();
  }
}

function search(type: 'contacts' | 'tasks', body: Body & { properties?: unknown }, crm: Crm): SandboxAnswer {
  const filter = body.filterGroups?.[0]?.filters?.[0];
  return filter ? crm.search(type, filter, Array.isArray(body.properties) ? body.properties.map(String) : []) : unreadable();
}

const associated = ({ associations }: Body): string | null => (associations?.[0]?.to?.id === undefined ? null : String(associations[0].to.id));

/** HubSpot keeps every value as text; an object of anything else is no properties. */
function textProperties(value: unknown): Properties | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
}
