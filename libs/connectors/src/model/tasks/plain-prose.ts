/** What plain prose for people never holds: links, mail addresses, markup. */
export const NO_MARKUP = /https?:\/\/|www\.|<[a-z/!]|\]\(|\S@\S/i;

/** Characters that end a line or hide text; none belongs into a subject. */
export const NOT_ONE_LINE = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

export const quotedParts = (text: string): string[] => [...text.matchAll(/["“]([^"”]+)["”]/g)].map(([, part]) => part!);
export const withoutQuotes = (text: string): string => text.replace(/["“][^"”]+["”]/g, '');
