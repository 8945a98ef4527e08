/** Milliseconds before attempt `attempt + 1`: 1 s, 3 s, 9 s, 27 s … at most 5 min, each within ± 20 % by `random` (0..1). A vendor's own wish wins if it is longer. */
export function backoff(attempt: number, random: number, retryAfterMs = 0): number {
  const base = Math.min(1_000 * 3 ** (attempt - 1), 300_000);
  return Math.max(Math.round(base * (0.8 + 0.4 * random)), retryAfterMs);
}
