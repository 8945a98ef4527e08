import type { AnnouncedChange, AnnouncedLead, Announcement } from './announcement.js';
import { asText } from './field-values.js';
import { isObject } from './json-path.js';

interface HubspotEvent { readonly kind: string; readonly objectId: string; readonly senderId: string; readonly at: number; readonly property: string | null; readonly value: string | null }

/** What names an event: `eventId` alone comes again for other ones, and `attemptNumber` counts up for the same one. */
const IDENTITY = ['portalId', 'subscriptionId', 'objectId', 'occurredAt', 'eventId', 'propertyName'] as const;
/** Names of an object type in a subscription, by the name its API has: `contact.creation`, or `object.creation` of 0-1. */
const TYPES: Readonly<Record<string, readonly string[]>> = { contacts: ['contact', '0-1'], companies: ['company', '0-2'], deals: ['deal', '0-3'] };

/** The events of a HubSpot app: contacts that were made, and properties that changed. They carry ids only. */
export function readHubspotEvents(body: unknown, objectType: string): Announcement {
  const given = Array.isArray(body) ? body : [body];
  const events = given.flatMap((one) => eventOf(one, TYPES[objectType] ?? [objectType]) ?? []);
  const leads = new Map<string, AnnouncedLead>();
  const changes: AnnouncedChange[] = [];
  for (const { kind, objectId, senderId, at, property, value } of events) {
    if (kind === 'creation' && !leads.has(objectId)) leads.set(objectId, { objectId, senderId, properties: null });
    if (kind === 'propertyChange' && property !== null) changes.push({ objectId, property, value, at });
  }
  return { leads: [...leads.values()], changes, others: given.length - events.length };
}

/** Null for what is no event of a lead. An id beyond 2^53 has lost digits on its way and would name another contact. */
function eventOf(event: unknown, types: readonly string[]): HubspotEvent | null {
  if (!isObject(event)) return null;
  const [type, kind] = (asText(event['subscriptionType']) ?? '').split('.');
  const objectId = event['objectId'];
  const known = type === 'object' ? asText(event['objectTypeId']) : type;
  if (!types.includes(known ?? '') || (kind !== 'creation' && kind !== 'propertyChange') || !Number.isSafeInteger(objectId) || Number(objectId) < 0) return null;
  return {
    kind, objectId: String(objectId), senderId: JSON.stringify(IDENTITY.map((name) => event[name] ?? null)).slice(0, 400), at: Number(event['occurredAt']) || 0,
    property: asText(event['propertyName']), value: asText(event['propertyValue']) || null,
  };
}
