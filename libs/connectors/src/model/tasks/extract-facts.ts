import { z } from 'zod';
import type { FactValue, Field } from '#contracts';
import { asData } from '../as-data.js';
import type { ModelTask } from '../model.js';

export interface ExtractInput {
  /** A stored page, as people and the verifier see it. */
  readonly text: string;
  /** What is looked for, in our words: `people employed by the company, as a number`. */
  readonly wanted: readonly { readonly field: Field; readonly meaning: string }[];
  /** Reads the value out of a quote by code; null when it is not in there. */
  readonly parse: (field: Field, quote: string) => FactValue | null;
}

export interface ExtractedFact { readonly field: Field; readonly value: FactValue; readonly quote: string; readonly start: number; readonly end: number }

export interface Extraction {
  readonly found: readonly ExtractedFact[];
  /** What the model named and code did not accept, for the record. */
  readonly dropped: readonly { readonly field: string; readonly quote: string; readonly because: string }[];
}

const MOST_QUOTE = 600;
const MOST_FACTS = 40;

/**
 * Points at places in a page. The model quotes, code reads: a quote that does not stand there exactly, or whose value code can
 * not read, is dropped. Finding nothing is an answer.
 */
export const extractFacts: ModelTask<ExtractInput, { facts: { field: string; quote: string }[] }, Extraction> = {
  name: 'extract-facts@1',
  maxTokens: 4_000,
  schema: ({ wanted }) => z.strictObject({ facts: z.array(z.strictObject({ field: z.enum(wanted.map(({ field }) => field)), quote: z.string() })) }),
  prompt: ({ text, wanted }) => ({
    system: [
      'Find the places in a page that answer these fields:',
      ...wanted.map(({ field, meaning }) => `${field}: ${meaning}`),
      'quote: the shortest part of the page that proves it, copied exactly, character by character. Only what the page says about the company itself. No facts when there are none.',
    ].join('\n'),
    user: asData('page', text),
  }),
  accept({ facts }, { text, parse }) {
    const judged = facts.slice(0, MOST_FACTS).map(({ field, quote }) => judgeQuote(field as Field, quote, text, parse));
    const found = judged.flatMap((one) => ('value' in one ? [one] : []));
    const dropped = judged.flatMap((one) => ('because' in one ? [one] : []));
    if (found.length === 0 && dropped.length > 0) return { ok: false, problem: dropped.slice(0, 3).map(({ field, because }) => `${field}: ${because}`).join(' ') };
    return { ok: true, value: { found: found.filter((one, at) => found.findIndex((other) => other.field === one.field && other.start === one.start && other.end === one.end) === at), dropped } };
  },
};

function judgeQuote(field: Field, quote: string, text: string, parse: ExtractInput['parse']): ExtractedFact | Extraction['dropped'][number] {
  const drop = (because: string) => ({ field, quote: quote.slice(0, MOST_QUOTE), because });
  const start = quote.trim() === '' ? -1 : text.indexOf(quote);
  if (start < 0) return drop('The quote does not stand in the page.');
  if (quote.length > MOST_QUOTE) return drop(`The quote is longer than ${MOST_QUOTE} characters.`);
  const value = parse(field, quote);
  return value === null ? drop('The quote does not give a value.') : { field, value, quote, start, end: start + quote.length };
}
