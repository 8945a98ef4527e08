import type { NewTask } from '#messaging';
import type { AskTask } from '../ask/asks.js';

export const WORD = 'enrichment.word';

/** A kind of its own: a slow model makes no provider wait. */
export const wordTask = (leadId: string): NewTask => ({ kind: WORD, key: leadId, leadId, payload: { leadId } satisfies AskTask });
