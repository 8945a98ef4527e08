import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';

const answer = { epoch: z.number().int().min(1), rep: z.string(), by: z.string() };

/** Assignment: the owner took the lead. */
export const leadAccepted = defineEvent('lead.accepted', 1, z.object(answer));
export type LeadAccepted = DataOf<typeof leadAccepted>;

/** Assignment: the owner gave the lead back; a next epoch or a queue follows. */
export const leadDeclined = defineEvent('lead.declined', 1, z.object({ ...answer, reason: z.string() }));
export type LeadDeclined = DataOf<typeof leadDeclined>;

/** Assignment: nobody answered in time; `to` is the human who is told. */
export const leadEscalated = defineEvent('lead.escalated', 1, z.object({ epoch: z.number().int().min(1), rep: z.string(), to: z.string(), reason: z.string() }));
export type LeadEscalated = DataOf<typeof leadEscalated>;
