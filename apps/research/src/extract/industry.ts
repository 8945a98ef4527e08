import { INDUSTRIES } from '#domain';
import { MOST_QUOTE, type Extractor } from './extractor.js';
import { kindOf } from './company-kind.js';
import { linesOf, sentencesOf, type Piece } from './text.js';

/** Somebody else's industry: what comes after these words is whom they work for. */
const FOR_WHOM = /\s(?:for|to|serving|suppl(?:y|ies|ying)|helps?|trusted by|used by|mend\w*|für)\s(?!(?:over|more than|the last|about)?\s*(?:\d|\w+ (?:years|decades|generations)))/i;
const ABOUT_SELF = /\b(?:we|our|us|wir|unsere?[nrms]?)\b|\b(?:runs?|makes?|bakes?|produces?|packs?|stores?|distribut\w+|delivers?|operates?|owns?|wholesal\w+|is an?|betreib\w+|produzier\w+|lagert|liefert|ist ein\w*)\b/i;
/** Words that many companies use of a part of theirs; they count only where nothing else is said. */
const COMMON: ReadonlySet<string> = new Set(['events', 'logistics', 'software']);
/** These need the stricter words of `company-kind.ts`. */
const BY_KIND: ReadonlySet<string> = new Set(['monitoring-equipment', 'staffing', 'consultancy']);
const TOP_LINES = 3;

/** The industry that a sentence about the company itself names. */
function industryOf(sentence: string): string | null {
  const own = sentence.split(FOR_WHOM)[0]!;
  return kindOf(sentence) ?? INDUSTRIES.find(({ slug, words }) => !BY_KIND.has(slug) && words.test(own))?.slug ?? null;
}

/** What the company says it does. Where its own pages name several industries the most frequent counts; where common words are all there is, only one of them may be named. */
export const industry: Extractor = {
  name: 'industry@1',
  field: 'company.industry',
  valueOf: industryOf,
  find: ({ kind, text }) => {
    if (kind !== 'home' && kind !== 'about' && kind !== 'products') return [];
    const top = linesOf(text)[TOP_LINES]?.start ?? text.length;
    const said = sentencesOf(text)
      .filter((sentence) => sentence.text.length <= MOST_QUOTE && (sentence.start < top || ABOUT_SELF.test(sentence.text)))
      .flatMap((sentence) => { const slug = industryOf(sentence.text); return slug ? [{ slug, sentence }] : []; });
    const specific = said.filter(({ slug }) => !COMMON.has(slug));
    const named = specific.length > 0 ? specific : new Set(said.map(({ slug }) => slug)).size === 1 ? said : [];
    const best = mostFrequent(named.map(({ slug }) => slug));
    const of = named.filter(({ slug }) => slug === best).map(({ sentence }) => sentence);
    return of.length > 0 ? [ownWords(of)] : [];
  },
};

/** A sentence of the page rather than its title. */
const ownWords = (sentences: readonly Piece[]): Piece => sentences.find(({ text }) => ABOUT_SELF.test(text)) ?? sentences[0]!;

function mostFrequent(slugs: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const slug of slugs) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
