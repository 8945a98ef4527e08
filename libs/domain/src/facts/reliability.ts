import type { Fact, FactOrigin, FactValue, Field } from '#contracts';
import { saySame } from '../enrichment/choose-facts.js';

/** How often values of one confidence were right. Bin 0 is confidence 0 up to 0.1, bin 9 from 0.9 on. */
export interface ReliabilityBin { readonly bin: number; readonly right: number; readonly wrong: number }

/** One vote on a machine's value: `right` or not, to be added to its bin. */
export interface Tally { readonly provider: string; readonly field: Field; readonly bin: number; readonly isRight: boolean }

/** Votes that a bin needs before its share is shown as a probability. */
export const ENOUGH_VOTES = 30;

const BINS = 10;
const MACHINES: ReadonlySet<FactOrigin> = new Set(['directory', 'research', 'provider', 'derived']);

/**
 * What a person's value says of the machines that answered the same field: one vote each for what it is known by and how sure it was.
 * A confirmation, the value that a machine gave, counts as right. Where one machine said several values with one confidence, any that
 * was right counts.
 */
export function tally({ field, value }: { readonly field: Field; readonly value: FactValue }, facts: readonly Fact[]): Tally[] {
  const votes = new Map<string, Tally>();
  for (const fact of facts) {
    if (fact.field !== field || !MACHINES.has(fact.origin)) continue;
    const vote = { provider: fact.by, field, bin: binOf(fact.confidence), isRight: agrees(fact, value) };
    const key = JSON.stringify([vote.provider, vote.bin]);
    votes.set(key, { ...vote, isRight: vote.isRight || (votes.get(key)?.isRight ?? false) });
  }
  return [...votes.values()];
}

export const binOf = (confidence: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(confidence * BINS)));

/** Lists are the same when they have the same members; for the rest what contradicts is wrong. */
function agrees(fact: Fact, value: FactValue): boolean {
  if (!Array.isArray(fact.value) && !Array.isArray(value)) return saySame(fact, { ...fact, value });
  const [said, right] = [fact.value, value].map((list) => new Set([list].flat().map((member) => String(member).toLowerCase())));
  return said!.size === right!.size && [...said!].every((member) => right!.has(member));
}

/**
 * Brier score: the mean squared distance between what was claimed (the middle of the bin) and what was so. 0 is perfect, 0.25 is a
 * coin that says 50 %, 1 is always sure and always wrong; null without votes.
 */
export function brier(bins: readonly ReliabilityBin[]): number | null {
  const votes = bins.reduce((sum, { right, wrong }) => sum + right + wrong, 0);
  if (votes === 0) return null;
  return bins.reduce((sum, { bin, right, wrong }) => sum + right * (1 - middle(bin)) ** 2 + wrong * middle(bin) ** 2, 0) / votes;
}

const middle = (bin: number): number => (bin + 0.5) / BINS;

/** How often values as sure as this one were right; null below `ENOUGH_VOTES` of its bin, where the claim stands as it is. */
export function calibrated(confidence: number, bins: readonly ReliabilityBin[]): number | null {
  const of = bins.filter(({ bin }) => bin === binOf(confidence));
  const right = of.reduce((sum, bin) => sum + bin.right, 0);
  const votes = of.reduce((sum, bin) => sum + bin.wrong, right);
  return votes < ENOUGH_VOTES ? null : right / votes;
}
