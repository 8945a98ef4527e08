import type { Random } from '../../../sandbox/src/world/random.js';
import type { Fault } from './fault.js';

/** Commit points are spread over so many runs. */
const ROUNDS_OF_FAILPOINTS = 4;

/** Faults without end, the same for the same seed: every one of them in each round, in another order each time. */
export function* scheduleFaults(faults: readonly Fault[], random: Random): Generator<Fault, never> {
  for (let round = 0; ; round += 1) {
    const more = round === 0 ? faults.filter(({ name }) => name === 'failpoints').flatMap((fault) => Array.from({ length: ROUNDS_OF_FAILPOINTS - 1 }, () => fault)) : [];
    yield* random.shuffle([...faults, ...more]);
  }
}

/** How many of them make the first round, in which each fault happens. */
export const firstRound = (faults: readonly Fault[]): number => faults.length + (faults.some(({ name }) => name === 'failpoints') ? ROUNDS_OF_FAILPOINTS - 1 : 0);

/** Those that were named, in the order of the list. Errors: RangeError that names the unknown and the known ones. */
export function chooseFaults(faults: readonly Fault[], names: readonly string[] | null): Fault[] {
  if (names === null) return [...faults];
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new RangeError(`--faults: there is no ${unknown.join(', ')}. Known: ${faults.map(({ name }) => name).join(', ')}.`);
  return faults.filter(({ name }) => names.includes(name));
}
