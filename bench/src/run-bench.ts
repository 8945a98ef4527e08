import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { measureDomain } from './domain/measure-domain.js';
import type { Bench, Row } from './row.js';

export interface BenchOptions {
  readonly leads?: number | undefined;
  readonly pairs?: number | undefined;
  readonly quick: boolean;
  /** The data of a run is kept when it is over. */
  readonly keep: boolean;
  readonly data: string;
  say(line: string): void;
}

const FULL = { leads: 10_000, pairs: 5 };
const QUICK = { leads: 2_000, pairs: 2 };
/** So many leads make a process warm: before, the same code costs half as much again. */
const WARM_UP = 1_000;

/** Runs rows one after the other. `figures` is what `--json` says, `lines` the same for people. Errors: those of the rows. */
export async function runBench(rows: readonly Row[], options: BenchOptions): Promise<{ figures: Record<string, unknown>; lines: string[] }> {
  const { quick, keep, say } = options;
  const data = resolve(options.data);
  rmSync(data, { recursive: true, force: true });
  const usual = quick ? QUICK : FULL;
  let domain: Promise<number> | undefined;
  const bench: Bench = {
    leads: options.leads ?? usual.leads, pairs: options.pairs ?? usual.pairs, warmUp: WARM_UP, quick, say,
    folder: (name) => join(data, name),
    domainCpuPer1k: () => (domain ??= measureDomain(join(data, 'domain'), { warmUp: WARM_UP, leads: usual.leads })),
  };
  const figures: Record<string, unknown> = {};
  const lines: string[] = [];
  for (const row of rows) {
    say(`${row.name}: ${row.says}`);
    const report = await row.run(bench, figures);
    figures[row.name] = report.figures;
    lines.push(row.name, ...report.lines.map((line) => `  ${line}`));
  }
  if (!keep) rmSync(data, { recursive: true, force: true });
  return { figures: { ...figures, pairs: bench.pairs }, lines };
}
