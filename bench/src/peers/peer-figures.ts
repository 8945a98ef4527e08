import { round } from '../measure/load.js';
import { ratiosOf, type Pair } from '../measure/pairs.js';
import { median, spreadOf } from '../measure/spread.js';

export type Against = 'embedded' | 'distributed';

/** A line of `peers` in `--json`. `oursOver`: CPU of the peer in CPUs of ours, decisions taken off both; median, least and most of pairs. */
export type PeerFigures =
  | { name: string; against: Against; cpuPer1k: number; cpuPer1kByPart: Record<string, number>; oursCpuPer1k: number; oursOver: number; oursOverMin: number; oursOverMax: number; leadsPerSec: number; oursLeadsPerSec: number }
  | { name: string; against: Against; notRun: string };

/** `domain`: CPU-seconds per 1,000 leads of the decisions alone. */
export function figuresOf(name: string, against: Against, pairs: readonly Pair[], domain: number): PeerFigures {
  const of = (value: (pair: Pair) => number, digits: number): number => round(median(pairs.map(value)), digits);
  const over = spreadOf(ratiosOf(pairs, domain).map((ratio) => 1 / ratio));
  return {
    name, against, cpuPer1k: of(({ floor }) => floor.cpuPer1k, 3), oursCpuPer1k: of(({ subject }) => subject.cpuPer1k, 3),
    cpuPer1kByPart: Object.fromEntries(Object.keys(pairs[0]!.floor.cpuPer1kByPart).map((part) => [part, of(({ floor }) => floor.cpuPer1kByPart[part]!, 3)])),
    oursOver: round(over.median, 2), oursOverMin: round(over.min, 2), oursOverMax: round(over.max, 2), leadsPerSec: of(({ floor }) => floor.leadsPerSec, 0), oursLeadsPerSec: of(({ subject }) => subject.leadsPerSec, 0),
  };
}

/** The same for people. */
export function lineOf(peer: PeerFigures): string {
  const who = `${peer.name} (against ${peer.against})`;
  if ('notRun' in peer) return `${who}: not run: ${peer.notRun}`;
  return `${who}: ${peer.cpuPer1k} CPU-s per 1,000 leads, ours ${peer.oursCpuPer1k}: machinery ${peer.oursOver} times ours (${peer.oursOverMin} to ${peer.oursOverMax}); ${peer.leadsPerSec} leads/s, ours ${peer.oursLeadsPerSec}`;
}
