import { jsonOf, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { Crm } from './crm.js';
import type { Properties } from './crm-object.js';
import { notFound, notValid, unauthorized, unreadable } from './hubspot-errors.js';
import { HUBSPOT_OWNERS } from './owners.data.js';
import { USUAL_PAGE, type ObjectSearch } from './search-objects.js';

interface Body {
  readonly properties?: unknown;
  readonly associations?: readonly { readonly to?: { readonly id?: unknown } }[];
  readonly filterGroups?: readonly { readonly filters?: readonly ObjectSearch['filter'][] }[];
  readonly sorts?: readonly NonNullable<ObjectSearch['sort']>[];
  readonly limit?: unknown;
  readonly after?: unknown;
  readonly inputs?: readonly { readonly id?: unknown; readonly name?: unknown }[];
}

/** HubSpot's CRM v3: contacts, tasks and notes, owners, and which properties there are. */
export function answerHubspot(request: SandboxRequest, crm: Crm, token: string, journal: Journal): SandboxAnswer {
  const answer = request.headers['authorization'] === `Bearer ${token}` ? route(request, crm) : unauthorized();
  if (answer.status >= 400 && answer.status !== 409) journal.add({ kind: 'call-refused', host: request.host, method: request.method, path: request.path, status: answer.status });
  return answer;
}

function route({ method, path, query, body: bytes }: SandboxRequest, crm: Crm): SandboxAnswer {
  const body = method === 'GET' ? {} : (jsonOf(bytes) as Body | undefined);
  if (!body || typeof body !== 'object') return unreadable();
  const properties = textProperties(body.properties);
  const contactId = /^\/crm\/v3\/objects\/contacts\/(\d+)$/.exec(path)?.[1] ?? '';
  switch (`${method} ${path.replace('/crm/v3/', '').replace(/^(objects\/contacts)\/\d+$/, '$1/:id')}`) {
    case 'GET objects/contacts': return { status: 200, body: { results: [] } };
    case 'POST objects/contacts': return properties ? crm.createContact(properties) : unreadable();
    case 'GET objects/contacts/:id': return crm.readContact(contactId, query.get('properties')?.split(',') ?? []);
    case 'PATCH objects/contacts/:id': return properties ? crm.patchContact(contactId, properties) : unreadable();
    case 'POST objects/contacts/batch/read': return body.inputs ? crm.readContacts(body.inputs.map(({ id }) => String(id)), namesOf(body)) : unreadable();
    // The product asks for the right to write with an update of nothing.
    case 'POST objects/contacts/batch/update': return body.inputs?.length === 0 ? notValid('Inputs must not be empty.') : notFound();
    case 'POST objects/tasks': return properties ? crm.createTask(properties, associated(body)) : unreadable();
    case 'POST objects/notes': return properties ? crm.createNote(properties, associated(body)) : unreadable();
    case 'POST objects/contacts/search': return search('contacts', body, crm);
    case 'POST objects/tasks/search': return search('tasks', body, crm);
    case 'POST objects/notes/search': return search('notes', body, crm);
    case 'POST properties/contacts/batch/read': return body.inputs ? crm.readProperties(body.inputs.map(({ name }) => String(name))) : unreadable();
    case 'GET owners': return { status: 200, body: { results: HUBSPOT_OWNERS.filter(({ archived }) => String(archived) === (query.get('archived') ?? 'false')) } };
    default: return notFound();
  }
}

function search(type: 'contacts' | 'tasks' | 'notes', body: Body, crm: Crm): SandboxAnswer {
  const filter = body.filterGroups?.[0]?.filters?.[0];
  if (!filter) return unreadable();
  return crm.search(type, { filter, sort: body.sorts?.[0] ?? null, limit: Number(body.limit ?? USUAL_PAGE), after: Number(body.after ?? 0) }, namesOf(body));
}

const namesOf = ({ properties }: Body): string[] => (Array.isArray(properties) ? properties.map(String) : []);

const associated = ({ associations }: Body): string | null => (associations?.[0]?.to?.id === undefined ? null : String(associations[0].to.id));

/** HubSpot keeps every value as text; an object of anything else is no properties. */
function textProperties(value: unknown): Properties | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]));
}
