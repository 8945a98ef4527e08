import { isUtf8 } from 'node:buffer';
import type { EventMessage, Failure } from '#contracts';
import { inList, select, type Work } from '#persistence';
import type { BusRecord } from './bus.js';
import type { NewDeadLetter } from './dead-letters.js';
import type { NewTask } from './task.js';

/** A message that failed and may succeed later waits as a task; later messages of its lead and topic wait behind it. */
export const RETRY_KIND = 'message.retry';

export interface ParkedMessage { readonly topic: string; readonly message: EventMessage }

/** Leads of a topic share a lane: the order of one lead is kept, other leads go on. */
export const laneOf = (topic: string, leadId: string): string => `${topic}|${leadId}`;

export const parkTask = (topic: string, message: EventMessage, dueAt?: number): NewTask => ({
  kind: RETRY_KIND,
  key: `${message.id}:${topic}`.slice(0, 64),
  lane: laneOf(topic, message.leadId),
  leadId: message.leadId,
  payload: { topic, message } satisfies ParkedMessage,
  ...(dueAt === undefined ? {} : { dueAt }),
});

/** Lanes of these leads in which something waits already. */
export function* occupiedLanes(tasksTable: string, topic: string, leadIds: readonly string[]): Work<Set<string>> {
  if (leadIds.length === 0) return new Set();
  const lanes = [...new Set(leadIds)].map((leadId) => laneOf(topic, leadId));
  const rows = yield* select<{ lane: string }>(`SELECT DISTINCT lane FROM ${tasksTable} WHERE kind = ? AND lane IN ${inList(lanes)}`, [RETRY_KIND, ...lanes]);
  return new Set(rows.map(({ lane }) => lane));
}

/** A message that no retry will mend. */
export const deadMessage = (topic: string, message: EventMessage, failure: Failure, attempts: number): NewDeadLetter => ({
  kind: 'message',
  leadId: message.leadId,
  title: `A ${message.type} message could not be handled`,
  detail: `${failure.message} (${failure.code}, after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'})`,
  fix: 'Mend the cause, then retry. The message is kept as it came.',
  failure,
  attempts,
  redrive: parkTask(topic, message),
  body: message,
});

/** A record that is no valid message. It has no id of its own and cannot be handled as it is. */
export const deadRecord = (record: BusRecord, failure: Failure): NewDeadLetter => ({
  kind: 'message',
  leadId: /^[A-Za-z0-9_.:-]{1,64}$/.test(record.key) ? record.key : 'unknown',
  title: `An unreadable record on ${record.topic}`,
  detail: `${failure.message} (${record.partition === undefined ? '' : `partition ${record.partition}, `}position ${record.position})`,
  fix: 'Find out who wrote it. The record is kept as it came; close this when it is settled.',
  failure,
  redrive: null,
  body: bodyOf(record),
});

/** Text as text; other bytes in base64, so that they are kept as they came. */
function bodyOf({ value, bytes }: BusRecord): unknown {
  if (bytes === null) return null;
  if (bytes && !isPlainText(bytes)) return { encoding: 'base64', length: bytes.length, bytes: Buffer.from(bytes).toString('base64') };
  return value;
}

/** NUL is valid UTF-8, but no database column and no screen is sure to keep it. */
const isPlainText = (bytes: Uint8Array): boolean => isUtf8(bytes) && !bytes.includes(0);
