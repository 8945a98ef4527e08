import type { MenuItem } from './menu.js';

/** What a run may use up. A share of everything is kept for looks that only serve the draft. */
export interface Budget {
  readonly looks: number;
  /** Money, in millionths. */
  readonly spendMicro: number;
  /** Time spent looking; waiting in a queue and being restarted do not count. */
  readonly timeMs: number;
  /** 0..1 */
  readonly keptForDraft: number;
}

/** What is used up. `reservedMicro` is the most that the open look may still cost. */
export interface Spent { readonly looks: number; readonly micro: number; readonly reservedMicro: number; readonly ms: number }

export const NOTHING_SPENT: Spent = { looks: 0, micro: 0, reservedMicro: 0, ms: 0 };

/** Which limit leaves no room for a look, or null. Looks for the question leave the draft's share untouched, but one is always allowed. */
export function lacking(item: MenuItem, spent: Spent, budget: Budget): 'looks' | 'money' | 'time' | null {
  const share = item.serves === 'draft' ? 1 : 1 - budget.keptForDraft;
  if (spent.ms >= budget.timeMs * share) return 'time';
  if (spent.looks + 1 > Math.min(budget.looks, Math.max(1, Math.floor(budget.looks * share)))) return 'looks';
  if (item.maxSpendMicro > 0 && spent.micro + spent.reservedMicro + item.maxSpendMicro > budget.spendMicro * share) return 'money';
  return null;
}
