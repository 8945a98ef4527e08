import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id, iso } from '../scalars.js';
import { serializedFailure } from '../failure.js';

/**
 * Any app: work that needs a human, and later that it no longer does (`state`). State-replacing per `deadLetterId`.
 * Bodies stay with the app that owns them; this carries what a person needs to judge.
 */
export const messageDeadLettered = defineEvent('message.dead-lettered', 1, z.object({
  deadLetterId: id,
  app: z.string(),
  kind: z.enum(['message', 'task', 'effect', 'submission']),
  state: z.enum(['open', 'resolved', 'closed']),
  title: z.string(),
  /** What happened, and what was tried. */
  detail: z.string(),
  /** What a person can do about it. */
  fix: z.string(),
  failure: serializedFailure,
  attempts: z.number().int().min(0),
  firstFailedAt: iso,
  /** Who closed it and why, when closed. */
  closedBy: z.string().nullable(),
  closedBecause: z.string().nullable(),
}));
export type MessageDeadLettered = DataOf<typeof messageDeadLettered>;
