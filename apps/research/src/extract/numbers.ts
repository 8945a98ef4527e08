const WORDS: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, twenty: 20,
  zwei: 2, drei: 3, vier: 4, fünf: 5, fuenf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, zwoelf: 12,
};

/** A number in digits, with or without separators of thousands: `620`, `1,150`, `1.150`, `1'150`. One group. */
export const DIGITS = String.raw`(?<![\d.,'’])(\d{1,3}(?:[.,'’]\d{3})+|\d{1,7})(?![\d]|[.,]\d)`;

/** A small number in words or digits. One group. */
export const COUNT = String.raw`(?<![\d.,'’])\b(${Object.keys(WORDS).join('|')}|\d{1,3})`;

/** What one of the two says. */
export const numberOf = (text: string): number => WORDS[text.toLowerCase()] ?? Number(text.replace(/[.,'’]/g, ''));
