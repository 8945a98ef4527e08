import type { Span } from './extractor.js';

export interface Piece extends Span { readonly text: string }

const piece = (text: string, start: number, end: number): Piece => ({ start, end, text: text.slice(start, end) });

/** The lines of a saved page; each is a block of the page. */
export function linesOf(text: string): Piece[] {
  const lines: Piece[] = [];
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    lines.push(piece(text, start, end < 0 ? text.length : end));
    start = end < 0 ? text.length : end + 1;
  }
  return lines;
}

/** Nobody writes longer sentences; of what is longer the beginning is read, so that no page can make reading slow. */
const MOST_SENTENCE = 1_500;

/** The sentences of a text; none reaches over the end of a line. */
export function sentencesOf(text: string): Piece[] {
  return linesOf(text).flatMap((line) => {
    const ends = [...line.text.matchAll(/[.!?](?=\s+["“(]?[\p{Lu}\d])/gu)].map(({ index }) => line.start + index + 1);
    return [...ends, line.end].map((end, index) => {
      const from = index === 0 ? line.start : ends[index - 1]!;
      const start = from + /^\s*/.exec(text.slice(from, end))![0].length;
      return piece(text, start, Math.min(end, start + MOST_SENTENCE));
    }).filter(({ start, end }) => start < end);
  });
}

/** The sentence that a span stands in, or null when it reaches over more than one. */
export const sentenceAround = (text: string, { start, end }: Span): Piece | null => sentencesOf(text).find((sentence) => sentence.start <= start && end <= sentence.end) ?? null;

/** Whether a span is a sentence of its own. */
export const isSentence = (text: string, { start, end }: Span): boolean => sentencesOf(text).some((sentence) => sentence.start === start && sentence.end === end);

/** Where a pattern matches inside a piece, in places of the whole text. */
export const spansIn = (within: Piece, pattern: RegExp): Span[] =>
  [...within.text.matchAll(pattern)].map((match) => ({ start: within.start + match.index, end: within.start + match.index + match[0].length }));

export const wordCount = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** The spans of pieces in a row, as long as they fit into one quote. */
export function joined(pieces: readonly Piece[], most: number): Span | null {
  const first = pieces[0];
  const last = first && pieces.findLast(({ end }) => end - first.start <= most);
  return first && last ? { start: first.start, end: last.end } : null;
}
