import { z } from 'zod';
import { defineEvent, type DataOf } from '../envelope.js';
import { iso } from '../scalars.js';

/** Console: a person asked to be forgotten; every app drops or unkeys what it holds of this lead. */
export const personErased = defineEvent('person.erased', 1, z.object({ requestedBy: z.string(), erasedAt: iso }));
export type PersonErased = DataOf<typeof personErased>;
