import { MOST_QUOTE, type Extractor } from './extractor.js';
import { sentencesOf, wordCount } from './text.js';

const AGENCY = String.raw`(?:(?:staffing|recruitment|recruiting|employment|personnel|placement|temp|temping|temporary (?:work|labou?r|staff\w*)|labou?r)\s+(?:agency|agencies|firm|company|business|specialists?|partner|provider)|zeitarbeit\w*|personaldienstleist\w*|personalvermittl\w*)`;
const CONSULTANCY = String.raw`(?:consultancy|consulting (?:firm|company|group|house)|(?:\p{L}+ )?consultants|advisory firm|unternehmensberat\w*)`;
const INSTRUMENTS = String.raw`(?:temperature (?:data ?)?(?:loggers?|sensors?|monitor\w*)|data ?loggers?|monitoring (?:equipment|hardware|devices?|systems?|sensors?)|datenlogger|temperaturüberwachung)`;
const IS = String.raw`\b(?:we are|we're|is|are|as|wir sind|ist)\s+(?:an?|the|your|your local|eine?)?\b[^.\n]{0,50}?`;
const MAKES = String.raw`\b(?:makes?|builds?|manufactur\w+|develops?|designs?|sells?|produces?|herstell\w*|entwickel\w*)\b[^.\n]{0,50}?|\b(?:manufacturers?|makers?|hersteller)\b[^.\n]{0,30}?`;
const SENDS = String.raw`\b(?:supply|supplies|provide|provides|place|places|send|sends|find|finds|vermitteln)\b\s+(?:\p{L}+\s+){0,2}?(?:temporary|agency|seasonal|contract|temp|interim)\s+(?:\p{L}+\s+){0,2}?(?:staff|workers|labou?r|personnel|hands|people|operatives)`;

/** What a sentence says the company is. */
const SENTENCES: readonly (readonly [string, RegExp])[] = [
  ['staffing', new RegExp(`${IS}${AGENCY}|${SENDS}`, 'iu')],
  ['consultancy', new RegExp(`${IS}${CONSULTANCY}`, 'iu')],
  ['monitoring-equipment', new RegExp(`(?:${MAKES})${INSTRUMENTS}`, 'iu')],
];
/** What the title of a site says the company is. Names of instruments are not among them: those who use them name them too. */
const TITLES: readonly (readonly [string, RegExp])[] = [
  ['staffing', new RegExp(String.raw`\bstaffing\b|\S+ recruitment\b|${AGENCY}`, 'iu')],
  ['consultancy', new RegExp(String.raw`\S+ consulting\b|${CONSULTANCY}`, 'iu')],
];
/** Said about somebody else, or denied. */
const ABOUT_OTHERS = /\b(?:no|not|never|without|don't|doesn't|kein\w*|nicht)\b|\b(?:with|through|via|from|by|uses?|using|than)\s+(?:an?|our|any|the|of)?\s*[^.\n]{0,20}(?:agenc|consult|recruit|zeitarbeit)/i;
const TITLE_WORDS = 9;
const first = (table: readonly (readonly [string, RegExp])[], text: string): string | null => table.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** Kind of company that a quote gives away, whoever sells to it; null for all others. */
export function kindOf(text: string): string | null {
  if (ABOUT_OTHERS.test(text)) return null;
  return first(SENTENCES, text) ?? (wordCount(text) <= TITLE_WORDS ? first(TITLES, text) : null);
}

export const companyKind: Extractor = {
  name: 'companyKind@1',
  field: 'company.kind',
  valueOf: kindOf,
  find: ({ kind, text }) => {
    if (kind !== 'home' && kind !== 'about') return [];
    const [title, ...rest] = sentencesOf(text).filter((sentence) => sentence.text.length <= MOST_QUOTE);
    // A sentence says it better than the title; below the title, a few words are a link or a headline.
    const said = rest.find((sentence) => kindOf(sentence.text) !== null && first(SENTENCES, sentence.text) !== null) ?? (title && kindOf(title.text) !== null ? title : undefined);
    return said ? [said] : [];
  },
};
