/** A figure over several runs. */
export interface Spread { readonly median: number; readonly min: number; readonly max: number }

/** Errors: RangeError without values. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('A spread needs at least one value.');
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0]!, max: sorted.at(-1)! };
}

export const median = (values: readonly number[]): number => spreadOf(values).median;

/** The value below which a share `q` (0 to 1) of the sorted values lie; between two, in proportion. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}
