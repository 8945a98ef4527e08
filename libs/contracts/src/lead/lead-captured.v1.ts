import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { id } from '../scalars.js';
import { leadSnapshot } from './lead.js';

/** Intake, once per lead, in the transaction that claimed its identity. Consumers may rely on it being the only one of its lead. */
export const leadCaptured = defineEvent('lead.captured', 1, z.object({ submissionId: id, lead: leadSnapshot }));
export type LeadCaptured = DataOf<typeof leadCaptured>;
