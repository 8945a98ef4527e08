import { createHash } from 'node:crypto';
import type { BusRecord } from './bus.js';

/** A record that is no event has no id of its own: its place and its bytes tell it from others, and the inbox knows it when it comes again. */
export function recordId({ topic, partition, position, key, value, bytes }: BusRecord): string {
  const hash = createHash('sha256').update(JSON.stringify([topic, partition ?? null, position, key])).update(bytes ?? value);
  return `record-${hash.digest('hex').slice(0, 40)}`;
}
