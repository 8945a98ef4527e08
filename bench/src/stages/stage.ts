import { APPS, type AppName, type Envelope, type EventMessage, type ResearchRequested } from '#contracts';
import type { Ask } from '../../../apps/enrichment/src/ask/ask.js';
import type { Question } from '../../../apps/enrichment/src/ask/open-questions.js';

/**
 * The lead job by hand, as both floors do it: the decisions of the house, and rows and events written out without the machinery
 * around them (no container, no schemas, no unit of work, no consumer). A stage is what one app makes of a batch from one topic.
 */
export interface Stage {
  readonly group: AppName;
  readonly topic: string;
  /** What has to be read first; each is answered by its rows. */
  reads(batch: readonly EventMessage<any>[]): readonly Query[];
  /** Errors: an Error for a lead that the bench never sends (one that is known already): then the floor would skip work. */
  run(batch: readonly EventMessage<any>[], found: readonly (readonly any[])[], edge: Edge): Outcome;
}

export interface Edge { now(): number; nextId(): string }

/** A statement that both databases understand; parameters are `?`. */
export interface Query { readonly sql: string; readonly params: readonly string[] }

export type SqlValue = string | number | null | Uint8Array;

/** Rows of one table, values in the order of its columns. */
export interface Rows { readonly into: Insert; readonly values: readonly (readonly SqlValue[])[] }

/** Where rows go. With a `key` a row takes the place of the one that stands there. */
export interface Insert { readonly table: string; readonly columns: readonly string[]; readonly key?: readonly string[] }

/** An event that still lacks what only its log can give: id, number and time. */
export interface Draft { readonly topic: string; readonly leadId: string; readonly data: unknown; readonly cause: Pick<EventMessage, 'id' | 'correlationId'> | null }

/** What changes or deletes rows, and how many it must find; `params` as they stand. */
export interface Change { readonly sql: string; readonly params: readonly SqlValue[]; readonly rows: number }

/** Work that has to wait for the outside. Its task stands among the rows; the worker has what it needs in memory. */
export type Later =
  | { readonly kind: 'ask'; readonly ask: Ask; readonly question: Question; readonly domain: string; readonly name: string | null }
  | { readonly kind: 'research'; readonly request: EventMessage<ResearchRequested> };

export interface Outcome { readonly rows: readonly Rows[]; readonly changes?: readonly Change[]; readonly events: readonly Draft[]; readonly later?: readonly Later[] }

export const inList = (values: readonly unknown[]): string => `(${values.map(() => '?').join(',')})`;

export const leadIdsOf = (batch: readonly EventMessage[]): string[] => [...new Set(batch.map(({ leadId }) => leadId))];

/** The inbox rows of a batch: a message that comes again meets its own row. */
export const inboxRows = (app: AppName, batch: readonly EventMessage[], now: number): Rows => ({ into: INBOX[app], values: batch.map(({ id }) => [id, now]) });

const INBOX = Object.fromEntries(APPS.map((app) => [app, { table: `${app}_inbox`, columns: ['message_id', 'received_at'] }])) as unknown as Record<AppName, Insert>;

const TASKS = ['id', 'kind', 'task_key', 'lane', 'lead_id', 'payload', 'due_at', 'attempt', 'token', 'leased_by', 'leased_until', 'failure', 'created_at'];

export interface TaskRow { readonly kind: string; readonly key: string; readonly leadId: string; readonly payload: unknown; readonly dueAt?: number }

/** Tasks of an app, due at once unless they say otherwise. */
export const taskRows = (app: AppName, tasks: readonly TaskRow[], { now, nextId }: Edge): Rows => ({
  into: { table: `${app}_tasks`, columns: TASKS },
  values: tasks.map(({ kind, key, leadId, payload, dueAt = now() }) => [nextId(), kind, key, null, leadId, JSON.stringify(payload), dueAt, 0, 0, null, null, null, now()]),
});

/** Ends tasks of an app by their keys; each must be there. */
export const endTasks = (app: AppName, kind: string, keys: readonly string[]): Change[] => (keys.length === 0 ? [] : [{ sql: `DELETE FROM ${app}_tasks WHERE kind = ? AND task_key IN ${inList(keys)}`, params: [kind, ...keys], rows: keys.length }]);

/** An event without what it carries: what others name as their cause. */
export const causeOf = ({ data: _, ...cause }: EventMessage): Envelope => cause;

export interface Sealing { readonly id: string; readonly now: string; readonly producer: AppName; readonly sequence: number }

/** An event under its number. */
export function eventOf({ topic, leadId, data, cause }: Draft, { id, now, producer, sequence }: Sealing): EventMessage {
  const at = topic.lastIndexOf('.v');
  return { id, type: topic.slice(0, at), version: Number(topic.slice(at + 2)), producer, leadId, sequence, occurredAt: now, correlationId: cause?.correlationId ?? id, causationId: cause?.id ?? null, data };
}

/** The same as it stands on the log. */
export const seal = (draft: Draft, sealing: Sealing): string => JSON.stringify(eventOf(draft, sealing));
