import { z } from 'zod';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SHAPE = /^(\d+)(ms|s|m|h|d)$/;

/** `250ms`, `60s`, `4h`, `7d`, or a bare 0. Parsed to milliseconds. */
export const duration = z.union([z.string().regex(SHAPE, 'must be a number and a unit: 250ms, 60s, 15m, 4h or 7d'), z.literal(0)]).transform((text) => {
  if (text === 0) return 0;
  const [, amount, unit] = SHAPE.exec(text)!;
  return Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
});

const MONEY = /^\$(\d+)(?:\.(\d{1,6}))?$/;

/** `$0.02`, in dollars. Parsed to integer micro-units. */
export const money = z.string().regex(MONEY, 'must look like $0.02').transform((text) => {
  const [, whole, part = ''] = MONEY.exec(text)!;
  return Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'));
});
