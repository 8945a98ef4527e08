/** Words that begin a sentence about a lead and name nobody. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  'the', 'a', 'an', 'it', 'its', 'they', 'their', 'he', 'his', 'she', 'her', 'this', 'that', 'these', 'there', 'who', 'and', 'but', 'both', 'also', 'no', 'not', 'nothing', 'somebody', 'someone',
  'in', 'at', 'with', 'from', 'by', 'as', 'for', 'to', 'on', 'based', 'asked', 'asks', 'wants', 'wrote', 'writes', 'needs', 'seeks', 'looking', 'company', 'contact', 'message',
]);
const WORD = /\p{L}[\p{L}\p{N}]*/gu;
const BEGINS = /(?:^|[.!?:]\s+)$/;

const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.toLowerCase());

/** Capitalised words of a text that stand in none of the known texts. A sentence may begin with one of a few words that name nobody. */
export function unknownNames(text: string, known: readonly string[]): string[] {
  const given = new Set(known.flatMap(wordsOf));
  const unknown = [...text.matchAll(WORD)].filter(({ 0: word, index }) =>
    /\p{Lu}/u.test(word) && !given.has(word.toLowerCase()) && !(BEGINS.test(text.slice(0, index)) && BEGINNINGS.has(word.toLowerCase())));
  return [...new Set(unknown.map(([word]) => word))];
}
