import { fold } from '../lead/normalize-text.js';
import { STATES } from './states.data.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const NORMALIZE_STATE = 'normalizeState@1';

/** All that people write for a state, folded, and which states it may be. Codes and names of one country never collide. */
const byName: ReadonlyMap<string, readonly string[]> = namesOfStates();

/**
 * The ISO 3166-2 code (`US-TX`) of a state, province or nation of the United States, Canada, Australia, Germany, the United Kingdom,
 * Brazil or India, by code, name or old abbreviation. Null where it is none of these, or where several countries have one that is
 * called so and `country` (ISO 3166-1 alpha-2) does not say which.
 */
export function normalizeState(text: string | null | undefined, country: string | null = null): string | null {
  const found = byName.get(fold(text ?? '')) ?? [];
  const here = country === null ? found : found.filter((code) => code.startsWith(`${country}-`));
  return here.length === 1 ? here[0]! : null;
}

/** A state as people read it: `Texas`; the code itself where it is none that we know. */
export const stateName = (code: string): string => STATES[code.slice(0, 2)]?.[code.slice(3)]?.[0] ?? code;

function namesOfStates(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [country, states] of Object.entries(STATES)) {
    for (const [code, spellings] of Object.entries(states)) {
      const keys = new Set([code, `${country} ${code}`, ...spellings].map(fold));
      for (const key of keys) names.set(key, [...(names.get(key) ?? []), `${country}-${code}`]);
    }
  }
  return names;
}
