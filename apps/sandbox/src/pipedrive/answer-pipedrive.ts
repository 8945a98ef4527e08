import { jsonOf, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { PersonFields, PipedriveAccount } from './account.js';
import { FIELD_KEYS, USERS } from './account.data.js';
import { invalid, missing, ok, unauthorized } from './pipedrive-errors.js';

interface Body extends PersonFields {
  readonly participants?: readonly { readonly person_id?: unknown }[];
  readonly person_id?: unknown;
  readonly content?: unknown;
  readonly subject?: unknown;
  readonly note?: unknown;
}

/** Pipedrive's API v2 for persons, organisations and activities, and v1 for notes, users and fields. */
export function answerPipedrive(request: SandboxRequest, account: PipedriveAccount, token: string, journal: Journal): SandboxAnswer {
  const answer = request.headers['x-api-token'] === token ? route(request, account) : unauthorized();
  if (answer.status >= 400) journal.add({ kind: 'call-refused', host: request.host, method: request.method, path: request.path, status: answer.status });
  return answer;
}

function route({ method, path, query, body: bytes }: SandboxRequest, account: PipedriveAccount): SandboxAnswer {
  const body = method === 'GET' ? {} : (jsonOf(bytes) as Body | undefined);
  if (!body || typeof body !== 'object') return invalid('Invalid request body');
  const personId = Number(/^\/api\/v2\/persons\/(\d+)$/.exec(path)?.[1] ?? NaN);
  const ofPerson = Number(query.get('person_id'));
  switch (`${method} ${path.replace('/api/', '').replace(/^(v2\/persons)\/\d+$/, '$1/:id')}`) {
    case 'POST v2/persons': return account.create(body);
    case 'GET v2/persons': return account.list(query);
    case 'GET v2/persons/search': return account.search(query.get('fields') ?? 'email', query.get('term') ?? '');
    case 'GET v2/persons/:id': return account.read(personId);
    case 'PATCH v2/persons/:id': return account.patch(personId, body);
    case 'GET v2/organizations': return account.organizationsOf(query.get('ids')?.split(',').map(Number) ?? []);
    case 'POST v2/activities': return account.createActivity(body.participants?.[0]?.person_id, body);
    case 'GET v2/activities': return account.activitiesOf(ofPerson);
    case 'POST v1/notes': return account.createNote(body.person_id, body.content);
    case 'GET v1/notes': return account.notesOf(ofPerson);
    case 'GET v1/users': return ok(USERS.map(({ id, name, active }) => ({ id, name, active_flag: active })));
    case 'GET v1/personFields': return ok([{ key: 'name', name: 'Name' }, ...Object.entries(FIELD_KEYS).map(([name, key]) => ({ key, name }))]);
    default: return missing('Unknown method .');
  }
}
