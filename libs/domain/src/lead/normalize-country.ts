import countries from 'i18n-iso-countries';
import { SPELLINGS, SPORT_CODES } from './country-names.data.js';
import { fold } from './normalize-text.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const NORMALIZE_COUNTRY = 'normalizeCountry@2';

/** Languages whose country names are understood; where two languages use one word for two countries the earlier wins. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'sv', 'nb', 'da', 'fi', 'pt', 'pl', 'cs', 'hu', 'ro', 'tr', 'ru', 'ar', 'zh', 'ja'] as const;

/** `Bahamas (the)`, `Bolivia (Plurinational State of)`, `Venezuela, Bolivarian Republic of`: read from behind. */
const TURNED = /^([^(),]+)[(,]\s*([^(),]+)\)?\s*$/;
const ARTICLE = /^(?:the|la|le|les|l|el|los|las) (?=.)/;
/** A kind of state, in English, French or Spanish, and whose. "State of Georgia" is no kind of state. */
const FORMAL = new RegExp([
  String.raw`^(?:\w+ ){0,4}(?:republic|kingdom|principality|commonwealth|federation|union|grand duchy|sultanate|(?:independent|plurinational|federated) states?) of (?:the )?(.+)$`,
  String.raw`^state of (israel|kuwait|qatar|eritrea|libya|palestine)$`,
  String.raw`^(?:republique|royaume|principaute|etat|federation|union|grand duche|sultanat)(?: (?!d |de |du |des )\w+){0,4} (?:de la|de l|du|des|de|d) (.+)$`,
  String.raw`^(?:republica|reino|principado|estado|federacion|union|gran ducado|sultania)(?: (?!de |del )\w+){0,4} (?:de la|de los|de las|del|de) (.+)$`,
].join('|'));

let byName: Map<string, string> | undefined;

/** The ISO 3166-1 alpha-2 code of what somebody typed as a country: a code of two or three letters, or a common or formal name in one of twenty languages; else `null`. */
export function normalizeCountry(text: string | null | undefined): string | null {
  const typed = (text ?? '').trim();
  const name = fold(typed);
  if (name === '') return null;
  const known = countryOf(name) ?? (Object.hasOwn(SPORT_CODES, typed) ? SPORT_CODES[typed]! : null);
  if (known !== null) return known;
  const [, first = '', second = ''] = TURNED.exec(typed) ?? [null, typed];
  return formalCountry(fold(`${second} ${first}`.replaceAll('&', ' and ')));
}

function countryOf(name: string): string | null {
  if (Object.hasOwn(SPELLINGS, name)) return SPELLINGS[name]!;
  const code = name.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && countries.isValid(code)) return code;
  if (/^[A-Z]{3}$/.test(code)) return countries.alpha3ToAlpha2(code) ?? null;
  byName ??= countryNames();
  return byName.get(name) ?? null;
}

/** The country behind a formal name: `the Republic of the Union of Myanmar` is `myanmar`. */
function formalCountry(name: string): string | null {
  const bare = name.replace(ARTICLE, '').replace(/^st /, 'saint ');
  const known = bare.length > 3 ? countryOf(bare) : null;
  if (known !== null) return known;
  const whose = FORMAL.exec(bare)?.slice(1).find(Boolean);
  return whose ? formalCountry(whose) : null;
}

function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of LANGUAGES) {
    for (const [code, spellings] of Object.entries(countries.getNames(language, { select: 'all' }))) {
      for (const spelling of spellings) {
        const key = fold(spelling);
        if (key !== '' && !names.has(key)) names.set(key, code);
      }
    }
  }
  return names;
}
