import { z } from 'zod';
import type { LeadSnapshot } from '#contracts';
import { asData } from '../as-data.js';
import type { ModelTask } from '../model.js';

export interface ClassifiedMessage {
  readonly messageClass: NonNullable<LeadSnapshot['messageClass']>;
  /** The words it rests on, for a person: `says "internships"`. */
  readonly because: string;
  /** Those words, as they stand in the message; null for unclear. */
  readonly quote: string | null;
}

const answer = z.strictObject({ messageClass: z.enum(['buying', 'support', 'job_seeker', 'vendor', 'unclear']), quote: z.string() });

/** What a person wants from us. The class must rest on their own words; the caller decides what follows from it. */
export const classifyMessage: ModelTask<{ readonly message: string }, z.infer<typeof answer>, ClassifiedMessage> = {
  name: 'classify-message@1',
  maxTokens: 1_000,
  schema: () => answer,
  prompt: ({ message }) => ({
    system: [
      'Sort a message that somebody sent to a company. messageClass is one of:',
      'buying: wants to buy, to see, to compare or to know a price. support: is a customer with a problem. job_seeker: looks for work.',
      'vendor: wants to sell something to us. unclear: none of these, or not sure. If several fit and one is buying, it is buying.',
      'quote: the words that show it, copied exactly from the message, at most twelve; empty for unclear.',
    ].join('\n'),
    user: asData('message', message, 8_000),
  }),
  accept({ messageClass, quote }, { message }) {
    if (messageClass === 'unclear') return { ok: true, value: { messageClass, because: 'no telling words', quote: null } };
    const words = quote.trim();
    if (words === '' || !message.includes(words)) return { ok: false, problem: `The quote ${JSON.stringify(words.slice(0, 100))} does not stand in the message.` };
    return { ok: true, value: { messageClass, because: `says "${words}"`, quote: words } };
  },
};
