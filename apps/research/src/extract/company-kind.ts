import { MOST_QUOTE, type Extractor } from './extractor.js';
import { linesOf, sentencesOf, wordCount } from './text.js';

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
/** What a title or headline says the company is. */
const HEADLINES: readonly (readonly [string, RegExp])[] = [
  ['staffing', new RegExp(String.raw`\bstaffing\b|\brecruitment\b|${AGENCY}`, 'iu')],
  ['consultancy', new RegExp(String.raw`\bconsulting\b|${CONSULTANCY}`, 'iu')],
  ['monitoring-equipment', new RegExp(INSTRUMENTS, 'iu')],
];
/** Said about somebody else, or denied. */
const ABOUT_OTHERS = /\b(?:no|not|never|without|don't|doesn't|kein\w*|nicht)\b|\b(?:with|through|via|from|by|uses?|using|than)\s+(?:an?|our|any|the|of)?\s*[^.\n]{0,20}(?:agenc|consult|recruit|zeitarbeit)/i;
const HEADLINE_WORDS = 9;

/** Kind of company that a quote gives away, whoever sells to it; null for all others. */
export function kindOf(text: string): string | null {
  if (ABOUT_OTHERS.test(text)) return null;
  const first = (table: typeof SENTENCES) => table.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
  return first(SENTENCES) ?? (wordCount(text) <= HEADLINE_WORDS ? first(HEADLINES) : null);
}

/** Title and headline stand at the top of a page. Below, only whole sentences count. */
const TOP_LINES = 4;

export const companyKind: Extractor = {
  name: 'companyKind@1',
  field: 'company.kind',
  valueOf: kindOf,
  find: ({ kind, text }) => {
    if (kind !== 'home' && kind !== 'about') return [];
    const top = linesOf(text)[TOP_LINES]?.start ?? text.length;
    const said = sentencesOf(text).filter((sentence) => sentence.text.length <= MOST_QUOTE && kindOf(sentence.text) !== null && (wordCount(sentence.text) > HEADLINE_WORDS || sentence.start < top || SENTENCES.some(([, pattern]) => pattern.test(sentence.text))));
    // A whole sentence says it better than a title.
    return said.toSorted((a, b) => Number(wordCount(b.text) > HEADLINE_WORDS) - Number(wordCount(a.text) > HEADLINE_WORDS)).slice(0, 1);
  },
};
