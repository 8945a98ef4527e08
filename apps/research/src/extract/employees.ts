import type { Extractor, Span } from './extractor.js';
import { DIGITS, numberOf } from './numbers.js';
import { sentencesOf, spansIn } from './text.js';

const ABOUT = String.raw`(?:(?:about|around|some|over|more than|nearly|almost|roughly|approximately|now|currently|rund|etwa|über|mehr als|circa|ca\.)\s+)?`;
const PEOPLE = String.raw`(?:people|employees|colleagues|co-?workers|staff members|staff|team members)\b`;
const CROWD = String.raw`(?!\s+(?:who (?:eat|buy|shop)|trust|rely|follow|visit|every|each|a (?:day|week|month|year)|per (?:day|week))\b)`;
const MITARBEITER = String.raw`(?:Mitarbeiter(?:innen|n)?|Mitarbeitende[nr]?|Beschäftigte[nr]?|Angestellte[nr]?|Kolleg(?:inn)?en)\b`;

/** How companies say how many they are. The number is the first group of each. */
const SAYINGS: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:our|all|with|we are|we're|we employ|employs?|employing|workforce of|team of|unsere[nr]?|mit)\s+(?:a team of\s+)?${ABOUT}${DIGITS}\s+(?:\p{Ll}+\s+)?${PEOPLE}${CROWD}`, 'giu'),
  new RegExp(String.raw`${ABOUT}${DIGITS}\s+(?:employees|colleagues|co-?workers|team members)\b`, 'giu'),
  new RegExp(String.raw`${DIGITS}\s+people\s+(?:work|are employed|make up|strong|on the payroll|bake|pack|run)\b`, 'giu'),
  new RegExp(String.raw`\b(?:team|workforce|staff|headcount)\s+of\s+${ABOUT}${DIGITS}(?!\s+(?:in|at|engineers|drivers|technicians)\b)`, 'giu'),
  new RegExp(String.raw`\bemploy(?:s|ing)?\s+${ABOUT}${DIGITS}`, 'giu'),
  new RegExp(String.raw`${DIGITS}[- ]strong\b`, 'giu'),
  new RegExp(String.raw`(?:\bunsere[nr]?\s+)?${ABOUT}${DIGITS}\s+${MITARBEITER}`, 'giu'),
  new RegExp(String.raw`\b(?:Team|Belegschaft)\s+von\s+${ABOUT}${DIGITS}`, 'giu'),
  new RegExp(String.raw`\bbeschäftig(?:t|en)\s+(?:wir\s+)?${ABOUT}${DIGITS}`, 'giu'),
  new RegExp(String.raw`${DIGITS}\s+(?:Menschen|Personen|Leute)\b`, 'giu'),
  new RegExp(String.raw`${DIGITS}\s+(?:ansatte|anställda|medarbetare|medarbejdere|medewerkers|collaborateurs|salariés)\b`, 'giu'),
];
/** "You will lead a team of 12" and "for firms with 50 employees" say nothing about the company. */
const ABOUT_OTHERS = /\b(?:you|your|reporting|du|dein\w*|ihr)\b|\b(?:companies|businesses|firms|customers|clients|employers)\b[^.]{0,20}\b(?:with|of|from)\b/i;
const MOST = 2_000_000;

function valueOf(quote: string): number | null {
  for (const saying of SAYINGS) {
    const [match] = quote.matchAll(saying);
    const count = match ? numberOf(match[1]!) : 0;
    if (count >= 1 && count <= MOST) return count;
  }
  return null;
}

export const employees: Extractor = {
  name: 'employees@1',
  field: 'company.employees',
  valueOf,
  find: ({ text }) => sentencesOf(text).filter((sentence) => !ABOUT_OTHERS.test(sentence.text)).flatMap((sentence): Span[] =>
    SAYINGS.flatMap((saying) => spansIn(sentence, saying)).filter(({ start, end }) => valueOf(text.slice(start, end)) !== null).slice(0, 1)),
};
