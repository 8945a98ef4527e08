/** A line of two texts compared; its numbers, from 1, in the text before and after. */
export type DiffLine =
  | { readonly kind: 'same'; readonly text: string; readonly before: number; readonly after: number }
  | { readonly kind: 'removed'; readonly text: string; readonly before: number; readonly after: null }
  | { readonly kind: 'added'; readonly text: string; readonly before: null; readonly after: number };

/** More cells than this would take a browser's memory (a configuration is at most 64 KB); then what differs is shown as replaced. */
const MOST_CELLS = 16_000_000;

/** The shortest way from one text to the other, line by line (longest common subsequence). What is removed stands before what is added. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const kept = commonLines(a.slice(head, a.length - tail), b.slice(head, b.length - tail)).map(([i, j]) => [i + head, j + head] as const);
  const same = [...pairs(0, 0, head), ...kept, ...pairs(a.length - tail, b.length - tail, tail)];
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...same, [a.length, b.length] as const]) {
    for (; i < nextI; i += 1) lines.push({ kind: 'removed', text: a[i]!, before: i + 1, after: null });
    for (; j < nextJ; j += 1) lines.push({ kind: 'added', text: b[j]!, before: null, after: j + 1 });
    if (i < a.length && j < b.length) lines.push({ kind: 'same', text: a[i]!, before: (i += 1), after: (j += 1) });
  }
  return lines;
}

/** A stretch of lines to show, or the number of equal lines that are left out. */
export type DiffPart = { readonly lines: readonly DiffLine[] } | { readonly leftOut: number };

/** Leaves out equal lines further than `around` from a change. */
export function foldDiff(lines: readonly DiffLine[], around = 3): DiffPart[] {
  const near = lines.map((_, place) => lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same'));
  const parts: DiffPart[] = [];
  for (let place = 0; place < lines.length;) {
    const end = near.indexOf(!near[place], place) === -1 ? lines.length : near.indexOf(!near[place], place);
    parts.push(near[place] ? { lines: lines.slice(place, end) } : { leftOut: end - place });
    place = end;
  }
  return parts;
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));
const pairs = (i: number, j: number, count: number) => Array.from({ length: count }, (_, step) => [i + step, j + step] as const);

/** Places of the lines that both have, in order. */
function commonLines(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return [];
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = a[i] === b[j] ? length[(i + 1) * width + j + 1]! + 1 : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
    }
  }
  const found: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (length[(i + 1) * width + j]! >= length[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return found;
}
