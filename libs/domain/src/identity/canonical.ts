import { isFreeMail, registrableDomain } from '../lead/company-domain.js';
import { ALSO_WORDS, BRACKETED_FORMS, LEADING_FORMS, LEGAL_FORMS, UNSPACED_FORMS } from './legal-forms.data.js';

/** Name of the rules and tables below; a change of any outcome raises it, and what was kept under an older one is computed again. */
export const CANONICAL = 'canonical@1';

export interface CanonicalCompany {
  /** What two spellings of one company have in common; empty when nothing was left to tell it by. */
  readonly plain: string;
  /** The outermost legal form, in one spelling; null where none was written. */
  readonly legalForm: string | null;
  /** ISO 3166-1 alpha-2, where only one country has that form. */
  readonly country: string | null;
}

interface Word { readonly text: string; /** Written like an abbreviation: `S.p.A.`, `A B`, `SpA`. */ readonly isShort: boolean }
interface Form { readonly form: string; readonly country: string | null }

const soleCountry = (countries: string): string | null => (countries.includes(' ') || countries === 'EU' ? null : countries);
const FORMS: ReadonlyMap<string, Form> = new Map([...LEGAL_FORMS, ...BRACKETED_FORMS].flatMap(([form, countries, spellings]) => spellings.split('|').map((spelling) => [spelling, { form, country: soleCountry(countries) }])));
const BRACKETED: ReadonlySet<string> = new Set(BRACKETED_FORMS.map(([, , spelling]) => spelling));
// Most names begin and end with no form, which one look tells.
const LAST_WORDS: ReadonlySet<string> = new Set([...FORMS.keys()].map((spelling) => spelling.split(' ').at(-1)!));
const FIRST_WORDS: ReadonlySet<string> = new Set([...LEADING_FORMS, ...BRACKETED].map((spelling) => spelling.split(' ')[0]!));
const HAS_NO_SPACES = /[\p{Script=Han}\p{Script=Hangul}]/u;
const LONGEST_FORM = Math.max(...[...FORMS.keys()].map((spelling) => spelling.split(' ').length));

/**
 * A company name without legal form, case, accents and signs. Legal forms are taken off at the ends only, and never the last word:
 * `A B Volvo`, `AB Volvo` and `Volvo AB (publ)` are `volvo`, a firm called Limited is `limited`. Idempotent: the plain name of a plain name is itself.
 */
export function canonicalCompany(name: string): CanonicalCompany {
  let words: readonly Word[] = wordsOf(name);
  const found: Form[] = [];
  for (let off = takeOff(words); off; off = takeOff(words)) {
    words = off.words;
    if (off.form) found.push(off.form);
  }
  return { plain: words.map(({ text }) => text).join(' '), legalForm: found[0]?.form ?? null, country: found.find(({ country }) => country)?.country ?? null };
}

/**
 * The domain that stands for a company, in ASCII (`xn--…` for other scripts, so that look-alikes stay apart); null where the text
 * holds none, or one at which anybody can have a mailbox. A host under a hosting suffix is itself.
 */
export function canonicalDomain(text: string | null | undefined): string | null {
  const domain = registrableDomain(asciiHost(text ?? ''));
  return domain && !isFreeMail(domain) ? domain : null;
}

/** `https://www.Müller.example/x` → `www.xn--mller-kva.example`; null where the text names no host. */
export function asciiHost(text: string): string | null {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@\s]*@)?([^/?#@:\s]+)/i.exec(text.trim())?.[1];
  if (!host?.includes('.')) return null;
  return parseHost(host);
}

/** A standard of the platform, not of Node; the compiler options of this lib know neither. */
declare const URL: { parse(url: string): { readonly hostname: string } | null };
const parseHost = (host: string): string | null => URL.parse(`http://${host}`)?.hostname.replace(/\.$/, '') ?? null;

type TakenOff = { readonly words: readonly Word[]; readonly form: Form | null } | null;

const takeOff = (words: readonly Word[]): TakenOff => takeOffEnd(words) ?? takeOffFront(words) ?? takeOffUnspaced(words);

function takeOffEnd(words: readonly Word[]): TakenOff {
  if (words.at(-1)?.text === 'and' && isName(words.slice(0, -1))) return { words: words.slice(0, -1), form: null };
  if (!LAST_WORDS.has(words.at(-1)?.text ?? '')) return null;
  for (let many = Math.min(LONGEST_FORM, words.length - 1); many > 0; many -= 1) {
    const rest = words.slice(0, -many);
    const form = formOf(words.slice(-many));
    if (form && isName(rest)) return { words: rest, form };
  }
  return null;
}

function takeOffFront(words: readonly Word[]): TakenOff {
  if (words[0]?.text === 'the' && isName(words.slice(1))) return { words: words.slice(1), form: null };
  if (!FIRST_WORDS.has(words[0]?.text ?? '')) return null;
  for (let many = Math.min(LONGEST_FORM, words.length - 1); many > 0; many -= 1) {
    const rest = words.slice(many);
    const spelling = textOf(words.slice(0, many));
    const form = LEADING_FORMS.has(spelling) || BRACKETED.has(spelling) ? formOf(words.slice(0, many)) : null;
    if (form && isName(rest)) return { words: rest, form };
  }
  return null;
}

function takeOffUnspaced(words: readonly Word[]): TakenOff {
  for (const at of [words.length - 1, 0]) {
    const { text } = words[at] ?? { text: '' };
    if (!HAS_NO_SPACES.test(text)) continue;
    for (const [spelling, form, country] of UNSPACED_FORMS) {
      const rest = text === spelling ? '' : at === 0 && text.startsWith(spelling) ? text.slice(spelling.length) : at === words.length - 1 && text.endsWith(spelling) ? text.slice(0, -spelling.length) : null;
      if (rest === null || (rest === '' && words.length === 1)) continue;
      return { words: words.flatMap((word, index) => (index !== at ? [word] : rest ? [{ ...word, text: rest }] : [])), form: { form, country } };
    }
  }
  return null;
}

function formOf(words: readonly Word[]): Form | null {
  const spelling = textOf(words);
  return ALSO_WORDS.has(spelling) && !words.some(({ isShort }) => isShort) ? null : FORMS.get(spelling) ?? null;
}

const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');
const isName = (words: readonly Word[]): boolean => words.some(({ text }) => text !== 'the' && text !== 'and');

const DOTTED_LETTERS = /(?<![\p{L}\p{M}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{M}\p{N}])/gu;

/** Words in small letters. `S.p.A.`, `A/S` and lone letters in a row become one word each. */
function wordsOf(name: string): Word[] {
  const joined = name.normalize('NFKC').replace(/['’‘`´"״]/g, '').replace(/[&+]/g, ' and ').replace(DOTTED_LETTERS, (letters) => letters.replace(/[./]/g, '').toUpperCase());
  const typed = joined.split(/[^\p{L}\p{M}\p{N}]+/u).map((word) => ({ text: foldWord(word), isShort: /\p{L}\p{M}*\p{Lu}/u.test(word) })).filter(({ text }) => text !== '');
  const words: Word[] = [];
  let isRun = false;
  for (const word of typed) {
    const isLetter = /^\p{Script=Latin}$/u.test(word.text);
    if (isLetter && isRun) words.push({ text: words.pop()!.text + word.text, isShort: true });
    else words.push(word);
    isRun = isLetter;
  }
  return words;
}

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ð: 'd', þ: 'th' };

/** Only accents of Latin, Greek and Cyrillic go: the marks of other scripts are what tells their words apart. */
const foldWord = (word: string): string =>
  /^[A-Za-z0-9]*$/.test(word) ? word.toLowerCase() : word.toLowerCase().normalize('NFKD').toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[ßæœøđłıðþ]/g, (letter) => LETTERS[letter]!).normalize('NFC');
