/** The last ones wait for research, not for the machine. */
const SHARE = 0.75;

/** How many leads a second got their owner since `since`, while senders sent as fast as they were answered. `moments`: when, in ms, oldest first. */
export function rateOf(moments: readonly number[], since: number): number {
  const count = Math.max(1, Math.floor(moments.length * SHARE));
  return count / Math.max(1, ((moments[count - 1] ?? Infinity) - since) / 1_000);
}
