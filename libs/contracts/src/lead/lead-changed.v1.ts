import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { personal } from '../person.js';
import { iso } from '../scalars.js';
import { field, factValue } from './fact.js';

/** What a field says now; null where it was emptied. */
export const fieldChange = z.object({ field, value: factValue.nullable(), changedAt: iso });
export type FieldChange = z.infer<typeof fieldChange>;

/** Intake: a sender changed fields of a known lead. Apply a field only where `changedAt` is newer. Names and addresses are among them. */
export const leadChanged = defineEvent('lead.changed', 1, z.object({
  by: z.string(),
  changes: personal(z.array(fieldChange).min(1)),
}));
export type LeadChanged = DataOf<typeof leadChanged>;
