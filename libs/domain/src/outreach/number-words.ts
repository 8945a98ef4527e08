const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const;

/** `4` → `four`, `620` → `620`, `1900` → `1,900`: as one writes it in a sentence. */
export const inWords = (count: number): string => WORDS[count] ?? count.toLocaleString('en-US');

/** The numbers that a text states, in digits or in words from two to twelve. `one` is left out: it is mostly no number. */
export function numbersIn(text: string): number[] {
  const digits = [...text.matchAll(/(?<![\p{L}\d])\d{1,3}(?:[,.]\d{3})+(?!\d)|(?<![\p{L}\d])\d+(?:\.\d+)?/gu)].map(([number]) => Number(/[,.]\d{3}/.test(number) ? number.replace(/[,.]/g, '') : number));
  const words = [...text.toLowerCase().matchAll(/[a-z]+/g)].map(([word]) => WORDS.indexOf(word as (typeof WORDS)[number])).filter((number) => number >= 2);
  return [...digits, ...words];
}
