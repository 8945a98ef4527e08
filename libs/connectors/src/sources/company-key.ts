const LEGAL = new Set(['ab', 'ag', 'and', 'aps', 'as', 'asa', 'bv', 'co', 'company', 'corp', 'corporation', 'gmbh', 'inc', 'incorporated', 'kg', 'limited', 'llc', 'llp', 'lp', 'ltd', 'nv', 'oy', 'oyj', 'plc', 'publ', 'sa', 'sarl', 'se', 'spa', 'srl', 'the']);

/** A company's name without case, accents, punctuation and legal form, to compare two. `Kommstart 174 AB (publ)` is `kommstart 174`. */
export function companyKey(name: string): string {
  const words = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('&', ' and ').replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '').replace(/['’]/g, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  while (words.length > 1 && LEGAL.has(words.at(-1)!)) words.pop();
  if (words.length > 1 && words[0] === 'the') words.shift();
  return words.join(' ');
}
