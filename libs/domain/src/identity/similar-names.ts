/** From here on two words are one word with a slip of the keyboard. */
const SAME_WORD = 0.9;
/** From here on two names are one name that was divided otherwise: `coldstores`, `cold stores`. */
const SAME_UNDIVIDED = 0.95;

/**
 * How much two folded names have in common, 0..1: the share of their words that pair up, whatever the order, a slip in a word allowed.
 * Words with a digit pair up only when they are equal: `store 12` is not `store 13`. Symmetric; equal names are 1, an empty one is like none.
 */
export function similarNames(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  const [one, other] = a < b ? [a, b] : [b, a];
  const undivided = similarWords(one.replaceAll(' ', ''), other.replaceAll(' ', ''));
  return Math.max(pairUp(one.split(' '), other.split(' ')), undivided >= SAME_UNDIVIDED ? undivided : 0);
}

/** Dice's coefficient over pairs of words, the most alike first. */
function pairUp(words: readonly string[], others: readonly string[]): number {
  const pairs = words.flatMap((word, i) => others.map((other, j) => ({ i, j, alike: similarWords(word, other) }))).filter(({ alike }) => alike >= SAME_WORD).sort((x, y) => y.alike - x.alike || x.i - y.i || x.j - y.j);
  const [used, usedOthers] = [new Set<number>(), new Set<number>()];
  let sum = 0;
  for (const { i, j, alike } of pairs) {
    if (used.has(i) || usedOthers.has(j)) continue;
    used.add(i);
    usedOthers.add(j);
    sum += alike;
  }
  return (2 * sum) / (words.length + others.length);
}

/** Jaro–Winkler, 0..1, symmetric; words with digits are the same or have nothing in common. */
export function similarWords(a: string, b: string): number {
  if (a === b) return 1;
  if (/\p{N}/u.test(a + b)) return 0;
  const [one, other] = a < b ? [a, b] : [b, a];
  const likeness = jaro(one, other);
  let prefix = 0;
  while (prefix < 4 && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix += 1;
  return likeness + prefix * 0.1 * (1 - likeness);
}

function jaro(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const usedOfB = new Set<number>();
  const matched: string[] = [];
  for (let at = 0; at < a.length; at += 1) {
    for (let there = Math.max(0, at - reach); there <= Math.min(b.length - 1, at + reach); there += 1) {
      if (usedOfB.has(there) || a[at] !== b[there]) continue;
      usedOfB.add(there);
      matched.push(a[at]!);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const inOrder = [...usedOfB].sort((x, y) => x - y);
  const turned = matched.filter((letter, at) => letter !== b[inOrder[at]!]).length / 2;
  return (matched.length / a.length + matched.length / b.length + (matched.length - turned) / matched.length) / 3;
}
