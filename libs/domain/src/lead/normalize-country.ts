import countries from 'i18n-iso-countries';
import { fold } from './normalize-text.js';

/** Languages whose country names are understood; where two languages use one word for two countries the earlier wins. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'sv', 'nb', 'da', 'fi', 'pt', 'pl'] as const;

/** What people type that no list of country names holds. */
const SPELLINGS: Readonly<Record<string, string>> = {
  uk: 'GB', 'u k': 'GB', britain: 'GB', 'great britain': 'GB', england: 'GB', scotland: 'GB', wales: 'GB', 'northern ireland': 'GB', grossbritannien: 'GB',
  us: 'US', 'u s': 'US', usa: 'US', 'u s a': 'US', 'united states': 'US', 'the united states': 'US', america: 'US', 'etats unis': 'US',
  eire: 'IE', 'republic of ireland': 'IE', holland: 'NL', 'the netherlands': 'NL', schweiz: 'CH', suisse: 'CH', svizzera: 'CH',
  brd: 'DE', osterreich: 'AT', uae: 'AE', korea: 'KR', 'south korea': 'KR', russia: 'RU', czechia: 'CZ', 'czech republic': 'CZ', turkey: 'TR', turkiye: 'TR',
};

let byName: Map<string, string> | undefined;

/** The ISO 3166-1 alpha-2 code of what somebody typed as a country: a code of two or three letters, or a name in one of twelve languages; else `null`. */
export function normalizeCountry(text: string | null | undefined): string | null {
  const name = fold(text ?? '');
  if (name === '') return null;
  if (SPELLINGS[name]) return SPELLINGS[name];
  const code = name.toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && countries.isValid(code)) return code;
  if (/^[A-Z]{3}$/.test(code)) return countries.alpha3ToAlpha2(code) ?? null;
  byName ??= countryNames();
  return byName.get(name) ?? null;
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
