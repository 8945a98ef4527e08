import type { OutreachConfig } from '#contracts';
import { fold } from '../lead/index.js';

export interface Claim { id: string; text: string }

/** Statements in one mail: more would not be read. */
const MOST = 2;

/**
 * The approved claims that matter to this person: those whose words occur in what they wrote, or whose fields were found at
 * their company. One that names the sender comes first, so that the reader knows who is speaking.
 */
export function chooseClaims(claims: OutreachConfig['claims'], sender: string, message: string | null, fields: readonly string[]): Claim[] {
  const words = ` ${fold(message ?? '')} `;
  const name = fold(sender).split(' ')[0]!;
  const ranked = Object.entries(claims)
    .map(([id, { text, for: reasons }]) => ({
      id, text,
      names: ` ${fold(text)} `.includes(` ${name} `),
      score: reasons.filter((reason) => fields.includes(reason) || words.includes(` ${fold(reason)} `)).length,
    }))
    .sort((a, b) => b.score - a.score || compareIds(a.id, b.id));
  const introduction = ranked.find(({ names }) => names);
  const rest = ranked.filter((claim) => claim !== introduction);
  return [...(introduction ? [introduction] : []), ...rest].slice(0, MOST).map(({ id, text }) => ({ id, text }));
}

/** The word of theirs that a claim answers, longest first; for a subject that they recognise. */
export function sharedPhrase(claims: OutreachConfig['claims'], message: string | null): string | null {
  const words = ` ${fold(message ?? '')} `;
  const phrases = Object.values(claims).flatMap((claim) => claim.for).filter((reason) => !reason.includes('.') && words.includes(` ${fold(reason)} `));
  return phrases.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? null;
}

const compareIds = (a: string, b: string): number => Number(a.slice(1)) - Number(b.slice(1));
