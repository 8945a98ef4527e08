import type { AnnouncedChange, AnnouncedLead, Announcement } from './announcement.js';
import { asText } from './field-values.js';
import { isObject } from './json-path.js';

const NOTHING: Announcement = { leads: [], changes: [], others: 0 };

/**
 * A notification of Zoho CRM: one operation on records of one module, by their ids. New records are announced; of changed ones
 * it says what changed where the channel was opened with `return_affected_field_values`, else nothing that could be told.
 */
export function readZohoEvent(body: unknown, module: string): Announcement {
  if (!isObject(body) || !Array.isArray(body['ids'])) return NOTHING;
  const ids = [...new Set(body['ids'].flatMap((id: unknown) => idOf(id) ?? []))];
  if (body['module'] === module && body['operation'] === 'insert' && ids.length > 0) return { ...NOTHING, leads: ids.map(created) };
  const changes = body['module'] === module && body['operation'] === 'update' ? changesIn(body, new Set(ids)) : [];
  return changes.length > 0 ? { ...NOTHING, changes } : { ...NOTHING, others: Math.max(1, body['ids'].length) };
}

/** A record is made once. */
const created = (objectId: string): AnnouncedLead => ({ objectId, senderId: `insert:${objectId}`, properties: null });

function changesIn(body: Readonly<Record<string, unknown>>, ids: ReadonlySet<string>): AnnouncedChange[] {
  const affected: unknown[] = Array.isArray(body['affected_values']) ? body['affected_values'] : [];
  const at = Number(body['server_time']) || 0;
  return affected.flatMap((one) => {
    const objectId = isObject(one) ? idOf(one['record_id']) : null;
    if (objectId === null || !ids.has(objectId) || !isObject(one) || !isObject(one['values'])) return [];
    return Object.entries(one['values']).map(([property, value]): AnnouncedChange => ({ objectId, property, value: asText(isObject(value) ? value['name'] : value) || null, at }));
  });
}

/** Digits, as text: beyond 2^53 a number has lost some on its way and would name another record. */
function idOf(id: unknown): string | null {
  const text = typeof id === 'number' && !Number.isSafeInteger(id) ? '' : (asText(id) ?? '');
  return /^[1-9]\d{0,19}$/.test(text) ? text : null;
}
