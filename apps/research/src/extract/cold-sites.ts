import { MOST_QUOTE, type Extractor, type Span } from './extractor.js';
import { COUNT, numberOf } from './numbers.js';
import { joined, linesOf, sentencesOf, spansIn, wordCount } from './text.js';

const COLD = String.raw`(?:chilled|chill|cold(?:[- ](?:storage|chain))?|refrigerated|frozen|temperature[- ]controlled|cooled)`;
const PLACES = String.raw`(?:sites|stores|storage (?:sites|depots|facilities)|depots|warehouses|plants|kitchens|bakeries|dairies|hubs|facilities|factories|centres|centers|halls|creameries|packhouses|terminals|locations)`;
const KUEHL = String.raw`(?:(?:Tief)?[Kk]ühl(?:häuser[n]?|lager[n]?|standorte[n]?|hallen|zentren)|Frischelager[n]?|(?:gekühlte[nr]?|temperaturgeführte[nr]?)\s+(?:Lager[n]?|Standorte[n]?|Bäckereien|Hallen))`;
/** `across Yorkshire`, `in the north of England`: a name of a place belongs to the quote. */
const WHERE = String.raw`(?:\s+(?:across|in|around|throughout|over|im|in der)\s+(?:the\s+)?(?:\p{Ll}+\s+of\s+)?\p{Lu}[\p{L}'’-]*(?:\s+(?:and\s+|und\s+)?\p{Lu}[\p{L}'’-]*){0,3})?`;

const COUNTED = new RegExp(String.raw`${COUNT}\s+(?:[\p{L}'’-]+\s+){0,2}?(?:${COLD}\s+(?:[\p{Ll}'’-]+\s+){0,2}?${PLACES}|${KUEHL})\b${WHERE}`, 'gu');
const COUNTED_ANY_CASE = new RegExp(COUNTED.source, 'giu');

/** "Four chilled bakeries": a number, something cold, a kind of place. */
export const coldSites: Extractor = {
  name: 'coldSites@1',
  field: 'company.coldSites',
  valueOf: (quote) => {
    const [match] = quote.matchAll(COUNTED_ANY_CASE);
    return match ? numberOf(match[1]!) : null;
  },
  // The case of a place's name tells where the quote ends; the number may begin a sentence.
  find: ({ text }) => sentencesOf(text).flatMap((sentence): Span[] => spansIn({ ...sentence, text: lowerFirst(sentence.text) }, COUNTED)),
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const ONE_SITE = new RegExp(String.raw`\b(?:${COLD}\s+(?:[\p{L}-]+\s+)?(?:site|store|depot|warehouse|plant|kitchen|bakery|dairy|hub|facility|factory|hall)|cold storage)\b|\b(?:Tief)?[Kk]ühl(?:haus|lager|standort|halle)\b`, 'iu');
const isListed = (line: string): boolean => wordCount(line) <= 10 && !/[.!?:]$/.test(line) && !/\d+\s*(?:cold|chilled)/.test(line) && /\p{Lu}/u.test(line) && ONE_SITE.test(line);

/** A list of places, one a line, each named as something cold. */
export const listedSites: Extractor = {
  name: 'listedSites@1',
  field: 'company.coldSites',
  valueOf: (quote) => new Set(linesOf(quote).map(({ text }) => text).filter(isListed)).size || null,
  find: ({ kind, text }) => {
    const listed = kind === 'locations' ? linesOf(text).filter((line) => isListed(line.text)) : [];
    const span = listed.length >= 2 ? joined(listed, MOST_QUOTE) : null;
    return span ? [span] : [];
  },
};
