import { z } from 'zod';
import { field, factValue } from './fact.js';

/** What an owner is asked where only a person can tell. A choice is worded for a button and says which values it stands for. */
export const question = z.object({
  id: z.string(),
  /** `Which company is it?` */
  sentence: z.string(),
  choices: z.array(z.object({ id: z.string(), label: z.string(), detail: z.string().nullable(), facts: z.array(z.object({ field, value: factValue })).min(1) })).min(2).max(5),
});
export type Question = z.infer<typeof question>;
