import { inList, select, type Work } from '#persistence';
import type { CallState } from './reserve-call.js';

/** What calls to one provider on one budget day came to. Money in millionths; what is unknown stays held. */
export interface ProviderSpend {
  readonly provider: string;
  readonly day: string;
  readonly calls: number;
  readonly settledMicro: number;
  readonly reservedMicro: number;
  readonly unknownMicro: number;
}

interface SpendRow { provider: string; day: string; state: CallState; calls: number; reserved: number; charged: number | null }

/** All calls that can cost something, by day and provider, the newest day first. */
export function* spendByProvider(): Work<ProviderSpend[]> {
  const rows = yield* select<SpendRow>(
    'SELECT provider, day, state, COUNT(*) AS calls, SUM(reserved_micro) AS reserved, SUM(charged_micro) AS charged FROM outside_calls WHERE reserved_micro > 0 GROUP BY provider, day, state ORDER BY day DESC, provider',
  );
  return [...Map.groupBy(rows, ({ provider, day }) => `${day} ${provider}`).values()].map((states) => {
    const sum = (state: CallState, of: (row: SpendRow) => number | null) => states.filter((row) => row.state === state).reduce((total, row) => total + Number(of(row) ?? 0), 0);
    return {
      provider: states[0]!.provider, day: states[0]!.day, calls: states.reduce((total, { calls }) => total + Number(calls), 0),
      settledMicro: sum('settled', ({ charged }) => charged), reservedMicro: sum('reserved', ({ reserved }) => reserved), unknownMicro: sum('unknown', ({ reserved }) => reserved),
    };
  });
}

/** What calls for a purpose have cost each lead, a charge that is not known at its most; what is still being asked does not count yet. */
export function* spentOnLeads(leadIds: readonly string[], purpose: string): Work<Map<string, number>> {
  if (leadIds.length === 0) return new Map();
  const rows = yield* select<{ lead_id: string; spent: number }>(
    `SELECT lead_id, SUM(CASE WHEN state = 'unknown' THEN reserved_micro ELSE charged_micro END) AS spent FROM outside_calls WHERE purpose = ? AND state <> 'reserved' AND lead_id IN ${inList(leadIds)} GROUP BY lead_id`,
    [purpose, ...leadIds],
  );
  return new Map(rows.map(({ lead_id, spent }) => [lead_id, Number(spent)]));
}
