import type { Bench, Measurement, Side } from '../row.js';
import { measureSide } from './measure-side.js';

/** A run of the floor and the run of the subject right after it. */
export interface Pair { readonly floor: Measurement; readonly subject: Measurement }

/** Runs floor and subject in turn, each on an empty folder. Nothing is left out. Errors: those of `measureSide`. */
export async function measurePairs(bench: Bench, floor: Side, subject: Side): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const run = async (side: Side, number: number): Promise<Measurement> => {
    const measured = await measureSide(side, bench.folder(`${side.name}-${number}`), bench);
    bench.say(`${side.name} ${number}/${bench.pairs}: ${measured.cpuPer1k.toFixed(3)} CPU-s per 1,000, ${Math.round(measured.leadsPerSec)} leads/s, ${Math.round(measured.rssMiB)} MiB (load ${measured.loadBefore})`);
    return measured;
  };
  for (let number = 1; number <= bench.pairs; number += 1) pairs.push({ floor: await run(floor, number), subject: await run(subject, number) });
  return pairs;
}

/** How many times the machinery (all but the domain functions) of the floor the subject needs, pair by pair. */
export const ratiosOf = (pairs: readonly Pair[], domainCpuPer1k: number): number[] =>
  pairs.map(({ floor, subject }) => (subject.cpuPer1k - domainCpuPer1k) / (floor.cpuPer1k - domainCpuPer1k));
