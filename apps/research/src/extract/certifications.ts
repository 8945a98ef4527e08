import { MOST_QUOTE, type Extractor, type Page } from './extractor.js';
import { sentencesOf, wordCount } from './text.js';

const NAMES: readonly (readonly [string, RegExp])[] = [
  ['BRCGS', /\bBRC(?:GS)?\b/],
  ['FSSC 22000', /\bFSSC[- ]?22000\b/i],
  ['GDP', /\bGDP\b|\bGood Distribution Practice\b/i],
  ['HACCP', /\bHACCP\b/i],
];
const HELD = /\bcertif|\baccredit|\bapproved\b|\baudited\b|\bgrade\b|\bstandards?\b|\blicen[cs]ed\b|\bcomplian|\bhold|zertifi|geprüft|auditiert/i;
const NOT_HELD = /\b(?:not|never|nor|without|no longer|working towards?|preparing for|planned|kein\w*|nicht|noch)\b|\b(?:experience|knowledge|kenntnisse|erfahrung)\b/i;
const named = (text: string): string[] => NAMES.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);

/** Certificates that the company says it holds. A list on the quality page needs no more words than the names. */
export const certifications: Extractor = {
  name: 'certifications@1',
  field: 'company.certifications',
  valueOf: (quote) => {
    const names = named(quote);
    return names.length > 0 && !NOT_HELD.test(quote) ? names : null;
  },
  find: (page) => (page.kind === 'careers' ? [] : sentencesOf(page.text).filter(({ text }) => text.length <= MOST_QUOTE && says(page, text))),
};

const says = ({ kind }: Page, sentence: string): boolean =>
  named(sentence).length > 0 && (HELD.test(sentence) || (kind === 'quality' && wordCount(sentence) <= 8));
