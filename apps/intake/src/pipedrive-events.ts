import type { AnnouncedChange, Announcement, Trouble } from './announcement.js';
import { asText } from './field-values.js';
import { isObject } from './json-path.js';

type Json = Readonly<Record<string, unknown>>;
const NOTHING: Announcement = { leads: [], changes: [], others: 0 };
const OTHER: Announcement = { ...NOTHING, others: 1 };

/**
 * A webhook v2 of Pipedrive: one event. A new person is announced, and the person of a new lead; of a changed person it says
 * which fields changed, by their names when it is read back. `fields` are the account's keys of custom fields, by our names.
 */
export function readPipedriveEvent(body: unknown, fields: Readonly<Record<string, string>>): Announcement {
  const meta = objectIn(body, 'meta');
  if (meta['version'] !== '2.0') return { ...NOTHING, trouble: 'v' in meta || 'current' in (isObject(body) ? body : {}) ? OLD : STRANGE };
  const data = objectIn(body, 'data');
  const previous = objectIn(body, 'previous');
  const { action } = meta;
  if (isPerson(meta, data)) return action === 'create' ? announced(meta, data['id']) : action === 'change' ? changed(meta, data, previous, fields) : OTHER;
  if (meta['entity'] !== 'lead') return OTHER;
  const names = idOf(data['person_id']) !== null;
  if (action === 'create') return names ? announced(meta, data['person_id']) : { ...NOTHING, trouble: NOBODY };
  return action === 'change' && names && 'person_id' in previous ? announced(meta, data['person_id']) : OTHER;
}

/** `entity` has been seen to say something else of a person; only persons have both lists. */
const isPerson = (meta: Json, data: Json): boolean => meta['entity'] === 'person' || (Array.isArray(data['emails']) && Array.isArray(data['phones']));

/** `meta.id` names the event and stays when it is sent again; `meta.attempt` counts up. */
function announced(meta: Json, id: unknown): Announcement {
  const objectId = idOf(id);
  if (objectId === null) return OTHER;
  const senderId = JSON.stringify([asText(meta['id']) ?? asText(meta['correlation_id']), meta['entity'], asText(meta['entity_id']), meta['action'], objectId]).slice(0, 400);
  return { ...NOTHING, leads: [{ objectId, senderId, properties: null }] };
}

/** `previous` has what changed as it was, `data` everything as it is. */
function changed(meta: Json, data: Json, previous: Json, fields: Readonly<Record<string, string>>): Announcement {
  const objectId = idOf(data['id']);
  if (objectId === null) return OTHER;
  const ours = new Map(Object.entries(fields).map(([name, key]) => [key, name]));
  const custom = objectIn(data, 'custom_fields');
  const at = Date.parse(asText(meta['timestamp']) ?? '') || 0;
  const change = (property: string, value: unknown): AnnouncedChange => ({ objectId, property, value: valueOf(value), at });
  const changes = [
    ...Object.keys(previous).filter((name) => name !== 'custom_fields').map((name) => change(name, data[name])),
    ...Object.keys(objectIn(previous, 'custom_fields')).map((key) => change(ours.get(key) ?? key, custom[key])),
  ];
  return changes.length > 0 ? { ...NOTHING, changes } : OTHER;
}

/** Numbers; some of them have been seen as text. */
function idOf(id: unknown): string | null {
  const text = asText(id) ?? '';
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text)) ? text : null;
}

/** A custom field says its type beside its value. Null where it was emptied. */
const valueOf = (value: unknown): string | null => asText(isObject(value) ? value['value'] : value) || null;

function objectIn(of: unknown, name: string): Json {
  const found = isObject(of) && Object.hasOwn(of, name) ? of[name] : null;
  return isObject(found) ? found : {};
}

const OLD: Trouble = { detail: 'It is a webhook of version 1, which names fields otherwise. Leadwright reads version 2.0.', fix: 'Make the webhook again there as version 2.0 and delete the old one, then close this with a reason.' };
const STRANGE: Trouble = { detail: 'meta.version is not 2.0, so that nothing in it can be relied on.', fix: 'Look at which webhook calls this address. If no lead is missing, close it with a reason.' };
const NOBODY: Trouble = { detail: 'A lead was made there that names no person, so that there is nobody to write to or call.', fix: 'Link a person to it in Pipedrive: it is then told of again. Close this with a reason.' };
