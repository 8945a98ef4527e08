import { oneLine } from './normalize-text.js';

export interface PersonName { fullName: string | null; firstName: string | null; lastName: string | null }

const HONORIFICS = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'herr', 'frau', 'm', 'mme', 'mlle', 'monsieur', 'madame', 'sig', 'sra', 'sr', 'ing', 'dipl', 'mag']);
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'phd', 'md', 'mba', 'esq', 'msc', 'bsc', 'cpa']);
/** Words that belong to the family name that follows them. */
const PARTICLES = new Set(['van', 'von', 'der', 'den', 'de', 'del', 'della', 'di', 'da', 'dos', 'du', 'des', 'la', 'le', 'el', 'al', 'bin', 'ibn', 'ter', 'ten', 'zu', 'zur', 'vom', 'af', 'av', 'st', "'t", 'y']);

/**
 * First, last and full name from whichever of them was given. What was given apart wins over what would have to be split.
 * A single word is a first name: a greeting with it reads right more often than one with a family name.
 */
export function normalizeName(input: { fullName?: string | null; firstName?: string | null; lastName?: string | null }): PersonName {
  const typed = [input.firstName, input.lastName, input.fullName].map(oneLine);
  const [first, last, full] = inOneCase(typed) ? typed.map(capitalize) : typed;
  if (first && last) return { fullName: full ?? `${first} ${last}`, firstName: first, lastName: last };

  const given = first ?? last;
  const split = full && full !== given ? splitName(full) : { firstName: null, lastName: null };
  const firstName = first ?? split.firstName;
  const lastName = last ?? split.lastName;
  return { fullName: full ?? ([firstName, lastName].filter(Boolean).join(' ') || null), firstName, lastName };
}

function splitName(full: string): { firstName: string | null; lastName: string | null } {
  const [before, after, ...more] = full.split(',').map((part) => part.trim());
  const turned = before && after && more.length === 0 && !SUFFIXES.has(bare(after)) ? `${after} ${before}` : before!;
  const words = turned.split(' ').filter((word) => word !== '');
  while (words.length > 1 && HONORIFICS.has(bare(words[0]!)) && (words[0]!.endsWith('.') || bare(words[0]!).length > 1)) words.shift();
  while (words.length > 2 && SUFFIXES.has(bare(words.at(-1)!))) words.pop();
  if (words.length <= 1) return { firstName: words[0] ?? null, lastName: null };

  let lastAt = words.length - 1;
  while (lastAt > 1 && PARTICLES.has(words[lastAt - 1]!.toLowerCase())) lastAt -= 1;
  return { firstName: words.slice(0, lastAt).join(' '), lastName: words.slice(lastAt).join(' ') };
}

const bare = (word: string): string => word.toLowerCase().replaceAll('.', '');

/** Names typed all in one case get capitals; anything else was meant as it is, and so are words of one or two capitals: initials. */
function inOneCase(parts: readonly (string | null)[]): boolean {
  const words = parts.flatMap((part) => part?.split(' ') ?? []);
  const shouted = words.every((word) => word === word.toUpperCase()) && words.some((word) => word.length > 2);
  return shouted || words.every((word) => word === word.toLowerCase());
}

const capitalize = (name: string | null): string | null =>
  name &&
  name
    .toLowerCase()
    .split(' ')
    .map((word, at) => (at > 0 && PARTICLES.has(word) ? word : capitals(word)))
    .join(' ');

const capitals = (word: string): string =>
  word.replace(/(^mc|^|[-'’(])(\p{L})/gu, (_, lead: string, letter: string) => (lead === 'mc' ? 'Mc' : lead) + letter.toUpperCase());
