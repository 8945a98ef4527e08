import type { AnnouncedLead, Announcement } from './announcement.js';
import { isObject } from './json-path.js';
import { decodeXml, parseBoundedXml, unreadable } from './salesforce-xml.js';

/** An outbound message, as far as it is read: who sends it, and which objects it is about. What stands in the objects is read back instead. */
export interface OutboundMessage {
  readonly organizationId: string | null;
  readonly actionId: string | null;
  readonly notifications: readonly { readonly id: string | null; readonly objectType: string | null; readonly objectId: string | null }[];
}

const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;
/** The element with its text, or empty; text has no sign that begins another one. */
const SESSION = /<((?:[\w.-]+:)?SessionId)(?:\s[^<>]*)?(?:\/>|(?<!\/)>[^<]*<\/\1\s*>)/g;

/** The bytes without what stands in SessionId: that opens the organisation for whoever reads it, so that it is kept nowhere. */
export const withoutSession = (bytes: Uint8Array): Buffer => Buffer.from(decodeXml(bytes).replace(SESSION, '<$1/>'));

/** Reads what `withoutSession` left. Errors: 400 body_unreadable, also where a session is still in it. */
export function readOutboundMessage(bytes: Uint8Array): OutboundMessage {
  const sent = member(member(member(parseBoundedXml(bytes), 'Envelope'), 'Body'), 'notifications');
  if (holdsText(member(sent, 'SessionId'))) throw unreadable('The SessionId stands in a form that cannot be taken out. Clear "Send Session ID" in the outbound message.');
  const notifications = member(sent, 'Notification');
  return {
    organizationId: idOf(member(sent, 'OrganizationId')),
    actionId: idOf(member(sent, 'ActionId')),
    notifications: Array.isArray(notifications) ? notifications.map(notificationOf) : [],
  };
}

/** Its objects of one type (`Lead`), each once. A notification that is sent again has the same id; the object may have changed since. */
export function announceMessage({ notifications }: OutboundMessage, objectType: string): Announcement {
  const leads = new Map<string, AnnouncedLead>();
  let others = 0;
  for (const { id, objectType: type, objectId } of notifications) {
    if (type !== objectType || id === null || objectId === null) others += 1;
    else if (!leads.has(objectId)) leads.set(objectId, { objectId, senderId: id, properties: null });
  }
  return { leads: [...leads.values()], changes: [], others };
}

function notificationOf(notification: unknown): OutboundMessage['notifications'][number] {
  const object = member(notification, 'sObject');
  const type = member(object, '@type');
  return { id: idOf(member(notification, 'Id')), objectType: typeof type === 'string' ? type.split(':').at(-1)! : null, objectId: idOf(member(object, 'Id')) };
}

/** What stands there twice is a list, and nothing of that name. */
const member = (of: unknown, name: string): unknown => (isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined);
const idOf = (value: unknown): string | null => (typeof value === 'string' && ID.test(value) ? value : null);
const holdsText = (value: unknown): boolean => (isObject(value) ? '#text' in value || Object.values(value).some(isObject) : Array.isArray(value) ? value.some(holdsText) : typeof value === 'string' && value !== '');
