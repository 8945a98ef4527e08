import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { iso } from '../scalars.js';
import { field, factValue } from './fact.js';

/** Intake: a sender changed fields of a known lead. Apply a field only where `changedAt` is newer. */
export const leadChanged = defineEvent('lead.changed', 1, z.object({
  by: z.string(),
  changes: z.array(z.object({ field, value: factValue.nullable(), changedAt: iso })).min(1),
}));
export type LeadChanged = DataOf<typeof leadChanged>;
