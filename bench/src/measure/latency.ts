import { setTimeout as wait } from 'node:timers/promises';
import { leadsFrom } from '../leads.js';
import type { RunningSide, Side } from '../row.js';
import { assertVerified, work } from './measure-side.js';
import { quantile } from './spread.js';

export interface Latency { readonly perSecond: number; readonly samples: number; readonly p50Ms: number; readonly p99Ms: number; readonly maxMs: number }

/**
 * Sends single leads at a fixed rate, whether or not the ones before have been answered, and looks when each was assigned: from the
 * time it was due to be sent, so that a side that keeps its callers waiting cannot hide it. Clocks tell whole milliseconds.
 */
export async function measureLatency(side: Side, folder: string, { warmUp, perSecond, samples }: { warmUp: number; perSecond: number; samples: number }): Promise<Latency> {
  const running = await side.start(folder);
  try {
    await work(running, 0, warmUp);
    const due = await sendSteadily(running, { first: warmUp, count: samples, perSecond });
    await running.settled(warmUp + samples);
    await assertVerified(side, running, warmUp + samples);
    const assignedAt = await running.assignedAt();
    const took = [...due].map(([leadId, at]) => assignedAt.get(leadId)! - at).sort((a, b) => a - b);
    return { perSecond, samples, p50Ms: quantile(took, 0.5), p99Ms: quantile(took, 0.99), maxMs: took.at(-1)! };
  } finally {
    await running.stop();
  }
}

/** When each lead was due, by its id. */
async function sendSteadily(running: RunningSide, { first, count, perSecond }: { first: number; count: number; perSecond: number }): Promise<Map<string, number>> {
  const start = Date.now() + 100;
  const due = new Map<string, number>();
  await Promise.all(leadsFrom(first, count).map(async (lead, index) => {
    const at = start + (index * 1_000) / perSecond;
    await wait(at - Date.now());
    const [leadId] = await running.send([lead]);
    due.set(leadId!, at);
  }));
  return due;
}
