const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
const MOST = 200;

/** Somebody else's text as part of one line of ours: no line breaks, no hidden characters, no `|`, not endless. */
export function plainLine(text: string, most: number = MOST): string {
  const line = text.replace(HIDDEN, ' ').replaceAll('|', '/').replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/** `Name: value` lines; what is not known has no line. */
export const lines = (rows: readonly (readonly [string, string | null | undefined])[]): string =>
  rows.flatMap(([name, value]) => (value ? [`${name}: ${plainLine(value)}`] : [])).join('\n');
