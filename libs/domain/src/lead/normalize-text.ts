/** What a sender typed into one line: Unicode composed, control characters and runs of space made one space, ends trimmed; `null` when nothing is left. */
export function oneLine(text: string | null | undefined): string | null {
  const cleaned = (text ?? '').normalize('NFC').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return cleaned === '' ? null : cleaned;
}

/** The same for a text of several lines: lines are kept, at most one empty line between them. */
export function manyLines(text: string | null | undefined): string | null {
  const lines = (text ?? '').normalize('NFC').replace(/\r\n?/g, '\n').split('\n').map((line) => oneLine(line) ?? '');
  const cleaned = lines.join('\n').replace(/\n{3,}/g, '\n\n').trim();
  return cleaned === '' ? null : cleaned;
}

/** One line of ASCII. */
const PLAIN = /^[ -~]*$/;

/** For comparing what people typed: without case, accents and punctuation. Never for keys: `josé` and `jose` fold alike. */
export function fold(text: string): string {
  // Most of what is folded is plain, for which this says the same in a fifth of the time.
  if (PLAIN.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
