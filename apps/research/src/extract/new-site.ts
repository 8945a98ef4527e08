import type { Extractor } from './extractor.js';
import { sentencesOf, spansIn } from './text.js';

const NEW = String.raw`(?:new|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|further|another|neues?[nrm]?|zweite[nrs]?|dritte[nrs]?|weitere[nrs]?)`;
const PLACE = String.raw`(?:cold store|cold storage \p{Ll}+|distribution (?:centre|center)|store|depot|warehouse|bakery|dairy|kitchen|plant|site|hub|facility|factory|hall|Kühlhaus|Kühllager|Standort|Lager|Werk)`;
const WHERE = String.raw`(?:\s+(?:in|at|near|outside)\s+\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,2}(?:,\s*\p{Lu}{2}\b)?)?`;
const THING = String.raw`(?:an?|our|its|the|ein(?:e|en)?|unser(?:e|en)?)?\s*${NEW}\s+(?:[\p{Ll}-]+\s+){0,2}?${PLACE}${WHERE}`;
/** What is about to happen or happens now; what happened years ago is no news. */
const OPENS = String.raw`(?:(?:[Oo]pening|[Oo]pens?|[Ww]ill open|[Bb]uilding|[Bb]uilds?|[Aa]nnounc(?:es?|ing)|[Ee]röffne[tn]?|[Bb]au(?:t|en))\s+${THING}|(?:[Aa]n?|[Oo]ur|[Tt]he|[Uu]nsere?)?\s*\b${NEW}\s+(?:[\p{Ll}-]+\s+){0,2}?${PLACE}${WHERE}\s+(?:opens|will open|is opening|is under construction|is being built|eröffnet|entsteht))`;
const ANNOUNCED = new RegExp(OPENS, 'gu');
const NAMED = new RegExp(String.raw`\b${NEW}\s+(?:[\p{Ll}-]+\s+){0,2}?${PLACE}${WHERE}`, 'iu');

/** A site that is about to open, as the company calls it: `new cold store in Doncaster`. */
export const newSite: Extractor = {
  name: 'newSite@1',
  field: 'company.newSite',
  valueOf: (quote) => (new RegExp(OPENS, 'u').test(quote) ? NAMED.exec(quote)?.[0] ?? null : null),
  find: ({ kind, text }) => (kind === 'careers' ? [] : sentencesOf(text).flatMap((sentence) => spansIn(sentence, ANNOUNCED)).slice(0, 1)),
};
