/**
 * Puts together what is the same: each id with the one that stands for its group, the first by text of those that no pair names second
 * (the first of all, where each is). The order of the pairs does not matter. A group that also holds a pair that is not the same
 * is not put together at all, and its pairs are returned as `contradicted`: whichever statement is wrong, a person must say.
 */
export function joinSame(ids: Iterable<string>, same: readonly Pair[], notSame: readonly Pair[]): { readonly first: ReadonlyMap<string, string>; readonly contradicted: readonly Pair[] } {
  const all = [...ids];
  const joined = firstOf(all, same);
  const broken = new Set(notSame.filter(([a, b]) => joined.get(a) === joined.get(b)).map(([a]) => joined.get(a)!));
  const isBroken = ([a]: Pair): boolean => broken.has(joined.get(a)!);
  return { first: broken.size === 0 ? joined : firstOf(all, same.filter((pair) => !isBroken(pair))), contradicted: same.filter(isBroken) };
}

export type Pair = readonly [string, string];

function firstOf(ids: readonly string[], same: readonly Pair[]): Map<string, string> {
  const above = new Map(ids.map((id) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    for (let next = above.get(at)!; next !== at; next = above.get(at)!) {
      above.set(at, above.get(next)!);
      at = next;
    }
    return at;
  };
  const second = new Set(same.map(([, b]) => b));
  const isBefore = (a: string, b: string): boolean => (second.has(a) === second.has(b) ? a < b : second.has(b));
  for (const [a, b] of same) {
    const [one, other] = [root(a), root(b)];
    if (isBefore(one, other)) above.set(other, one);
    else above.set(one, other);
  }
  return new Map(ids.map((id) => [id, root(id)]));
}
