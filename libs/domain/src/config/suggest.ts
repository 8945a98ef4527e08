/** The known name that is nearest in letters, if it is near; null else. */
export function suggest(name: string, known: readonly string[]): string | null {
  const [best] = known.map((candidate) => ({ candidate, distance: editDistance(name, candidate) })).sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return best && best.distance <= Math.max(2, Math.floor(name.length / 4)) ? best.candidate : null;
}

/** Letters to add, take away or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current.push(Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1)));
    }
    previous = current;
  }
  return previous[b.length]!;
}
