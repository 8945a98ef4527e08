import { z } from 'zod';
import type { CompanyBrief, Fact } from '#contracts';
import { asData } from '../as-data.js';
import type { ModelTask } from '../model.js';
import { NO_MARKUP, quotedParts, withoutQuotes } from './plain-prose.js';
import { unknownNames } from './unknown-names.js';

export interface SummaryInput {
  readonly person: { readonly name: string | null; readonly title: string | null };
  readonly company: CompanyBrief;
  /** The chosen ones, one per field. */
  readonly facts: readonly Pick<Fact, 'field' | 'value'>[];
  /** What the person wrote. */
  readonly message: string | null;
  /** The numbers that a text states, in digits or in words: domain's `numbersIn`. */
  readonly numbersIn: (text: string) => number[];
}

const answer = z.strictObject({ summary: z.string() });
const MOST_CHARACTERS = 500;

/** One paragraph for a rep. Every number and every name in it is a fact's; what it quotes, the person wrote. */
export const summarizeLead: ModelTask<SummaryInput, z.infer<typeof answer>, string> = {
  name: 'summarize-lead@2',
  maxTokens: 2_000,
  schema: () => answer,
  prompt: ({ person, company, facts, message }) => ({
    system: 'Write two or three plain sentences for a sales rep about a new lead: who it is, what the company is, what the person asked for. Use only the facts. Numbers and names exactly as given, and no others. No praise, no advice, no links. Words of the person only in double quotes, exactly as written.',
    user: [asData('facts', JSON.stringify({ person, company, facts: facts.map(({ field, value }) => ({ field, value })) })), asData('message', message ?? '', 4_000)].join('\n\n'),
  }),
  accept({ summary }, input) {
    const text = summary.replace(/\s+/g, ' ').trim();
    const texts = knownTexts(input);
    const known = new Set(texts.flatMap((one) => (typeof one === 'number' ? [one] : input.numbersIn(one))));
    const unknown = input.numbersIn(withoutQuotes(text)).filter((number) => !known.has(number));
    const names = unknownNames(withoutQuotes(text), texts.map(String));
    const invented = quotedParts(text).find((part) => !(input.message ?? '').includes(part));
    const problem = text === '' ? 'The summary is empty.'
      : text.length > MOST_CHARACTERS ? `The summary has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`
      : NO_MARKUP.test(text) ? 'The summary holds a link, an address or markup.'
      : unknown.length > 0 ? `The summary states numbers that no fact gives: ${unknown.join(', ')}.`
      : names.length > 0 ? `The summary names what no fact gives: ${names.map((name) => JSON.stringify(name)).join(', ')}.`
      : invented !== undefined ? `The summary quotes what the person did not write: "${invented}".`
      : null;
    return problem ? { ok: false, problem } : { ok: true, value: text };
  },
};

const knownTexts = ({ person, company, facts }: SummaryInput): (string | number)[] =>
  [person.name, person.title, ...Object.values(company), ...[company.country].flatMap(countryName), ...facts.flatMap(({ value }) => value)].filter((one) => typeof one === 'string' || typeof one === 'number');

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const countryName = (code: string | null): string[] => [code && /^[A-Z]{2}$/.test(code) ? REGIONS.of(code) ?? '' : ''];
