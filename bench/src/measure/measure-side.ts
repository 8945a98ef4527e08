import { setTimeout as wait } from 'node:timers/promises';
import { CALL, leadsFrom } from '../leads.js';
import type { Measurement, RunningSide, Side } from '../row.js';
import { cpuSeconds } from './cpu.js';
import { loadAverage } from './load.js';
import { peakMiB } from './memory.js';

/** How leads are sent: so many in a call, so many calls on their way at a time. */
export interface Sending { readonly call: number; readonly inFlight: number }
const IN_BATCHES: Sending = { call: CALL, inFlight: 2 };
/** What goes on after the last lead is done (a position that moves, a response that is read) still belongs to the run. */
const REST_MS = 300;

/**
 * One run of a side: warm-up, then `leads` leads as fast as it takes them, until the last is assigned and every consumer is done.
 * Then its rows are verified. Errors: an Error that says what is wrong with the rows: such a run has no number.
 */
export async function measureSide(side: Side, folder: string, { warmUp, leads }: { warmUp: number; leads: number }, sending = IN_BATCHES): Promise<Measurement> {
  const running = await side.start(folder);
  try {
    await work(running, 0, warmUp, sending);
    await wait(REST_MS);
    const loadBefore = loadAverage();
    const [cpuBefore, countsBefore, started] = [cpuByPart(running), await running.counts(), performance.now()];
    await work(running, warmUp, leads, sending);
    const seconds = (performance.now() - started) / 1_000;
    await wait(REST_MS);
    const cpu = minus(cpuByPart(running), cpuBefore);
    const counts = minus(await running.counts(), countsBefore);
    const rss = Object.fromEntries(Object.entries(running.parts).map(([part, pids]) => [part, Math.max(...pids.map(peakMiB))]));
    await assertVerified(side, running, warmUp + leads);
    const cpuPer1kByPart = each(cpu, (value) => (value / leads) * 1_000);
    return {
      leads, loadBefore, cpuPer1kByPart, cpuPer1k: Object.values(cpuPer1kByPart).reduce((sum, value) => sum + value, 0), leadsPerSec: leads / seconds,
      rssMiB: Math.max(...Object.values(rss)), rssMiBByPart: rss, perLead: each(counts, (value) => value / leads),
    };
  } finally {
    await running.stop();
  }
}

/** Errors: an Error with all that is wrong. */
export async function assertVerified(side: Side, running: RunningSide, total: number): Promise<void> {
  const problems = await running.verify(total);
  if (problems.length > 0) throw new Error(`The run of ${side.name} with ${total} leads cannot be counted: ${problems.join('; ')}.`);
}

/** Sends `count` leads from the `first` on, by default in calls of 100, two at a time, and waits until all is done. */
export async function work(running: RunningSide, first: number, count: number, { call, inFlight } = IN_BATCHES): Promise<void> {
  let next = first;
  const sender = async (): Promise<void> => {
    while (next < first + count) {
      const from = next;
      next = Math.min(next + call, first + count);
      await running.send(leadsFrom(from, next - from));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sender));
  await running.settled(first + count);
}

const cpuByPart = ({ parts }: RunningSide): Record<string, number> => each(parts, cpuSeconds);

const minus = (after: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]));

const each = <T, R>(values: Readonly<Record<string, T>>, of: (value: T) => R): Record<string, R> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of(value)]));
