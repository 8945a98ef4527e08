import { createHash } from 'node:crypto';

const hex = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/**
 * The W3C `traceparent` of an encoded event (w3.org/TR/trace-context): all events of one correlation are one trace, each a span
 * of its own. Made from the envelope, so that an event that is sent again keeps it. Undefined when the envelope names no ids.
 */
export function traceparentOf(value: string): string | undefined {
  // The envelope stands before the data, and ids hold no quotes: the first match is the envelope's.
  const id = /"id":"([^"]+)"/.exec(value)?.[1];
  const correlationId = /"correlationId":"([^"]+)"/.exec(value)?.[1];
  return id && correlationId ? `00-${hex(correlationId, 32)}-${hex(id, 16)}-01` : undefined;
}
