import { round } from '../figures.js';
import type { StockRecord } from './stock-records.js';

/** What a program left. `rows`: each time an event was handled. `kept`: ids of records that stand with a cause where a person can see them. */
export interface Left { readonly rows: readonly { readonly id: string; readonly at: number }[]; readonly kept: readonly string[]; readonly crashes: number; readonly healthy: boolean }

/** A line of the table. `twice`: good records that were handled more often than they were written. `stuck`: good records that were not handled in the time there was. */
export interface Line { readonly handled: number; readonly twice: number; readonly kept: number; readonly ofPoison: number; readonly stuck: number; readonly crashes: number; readonly healthy: boolean; readonly perSecond: number }

/** `since`: when the program was started, in ms; `perSecond` counts from there to the last good one. `written`: how often a record stands in the topic, as who sends it sends again where an answer is late. */
export function judgeStock(records: readonly StockRecord[], { rows, kept, crashes, healthy }: Left, since: number, written: (id: string) => number): Line {
  const times = new Map<string, number>();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  const good = records.filter(({ poison }) => poison === null);
  const poison = records.filter((record) => record.poison !== null);
  const handled = good.filter(({ id }) => times.has(id)).length;
  const known = new Set(kept);
  const seconds = (Math.max(since, ...rows.map(({ at }) => at)) - since) / 1_000;
  return {
    handled, twice: good.filter(({ id }) => (times.get(id) ?? 0) > written(id)).length, kept: poison.filter(({ id }) => known.has(id)).length, ofPoison: poison.length,
    stuck: good.length - handled, crashes, healthy, perSecond: seconds > 0 ? round(handled / seconds) : 0,
  };
}
