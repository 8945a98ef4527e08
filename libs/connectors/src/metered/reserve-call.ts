import { execute, insertRows, selectOne, type Work } from '#persistence';

/** A call to the outside world that is about to be made. Money in millionths of a dollar. */
export interface CallRequest {
  readonly id: string;
  readonly leadId: string;
  readonly provider: string;
  /** The budget's day, `2026-11-22` in the zone of the enrichment configuration. */
  readonly day: string;
  /** What it is for: an effect id, a run and step. */
  readonly purpose: string;
  /** The most that it can cost. */
  readonly priceMicro: number;
}

export interface Ceilings { readonly leadMicro: number; readonly providerDayMicro: number; readonly dayMicro: number }

export type Reservation =
  | { readonly outcome: 'reserved'; readonly id: string }
  | { readonly outcome: 'refused'; readonly ceiling: 'lead' | 'provider-day' | 'day'; readonly heldMicro: number; readonly limitMicro: number };

/**
 * A call's states. `unknown`: the answer never came, so the money stays held until someone finds out; it is never called
 * again by itself. `released`: it certainly cost nothing.
 */
export type CallState = 'reserved' | 'settled' | 'unknown' | 'released';

/**
 * Inside a write: holds the price under every ceiling, or refuses and holds nothing. The check and the hold are one UPDATE,
 * so concurrent reservations cannot pass a ceiling together. A free call meets no ceiling; it is kept all the same.
 */
export function* reserveCall(request: CallRequest, ceilings: Ceilings | null, now: number): Work<Reservation> {
  const { id, leadId, provider, day, purpose, priceMicro } = request;
  if (priceMicro > 0 && ceilings === null) throw new RangeError(`Call ${id} to ${provider} costs money, but no ceilings were given.`);
  const refusal = ceilings && priceMicro > 0 ? yield* holdAll(request, ceilings) : null;
  if (refusal) return refusal;
  yield* insertRows('outside_calls', [{
    id, lead_id: leadId, provider, day, purpose, state: 'reserved' satisfies CallState,
    reserved_micro: priceMicro, charged_micro: null, reserved_at: now, settled_at: null,
  }]);
  return { outcome: 'reserved', id };
}

/** Inside a write: the call was answered and cost `chargedMicro`. Settling twice changes nothing. */
export function* settleCall(id: string, chargedMicro: number, now: number): Work<void> {
  yield* end(id, 'settled', chargedMicro, now);
}

/** Inside a write: the call was certainly never made, or is known to cost nothing. */
export function* releaseCall(id: string, now: number): Work<void> {
  yield* end(id, 'released', 0, now);
}

/** Inside a write: no answer came. What it may have cost stays held. */
export function* loseCall(id: string): Work<void> {
  yield* execute("UPDATE outside_calls SET state = 'unknown' WHERE id = ? AND state = 'reserved'", [id]);
}

const scopesOf = ({ leadId, provider, day }: { leadId: string; provider: string; day: string }) =>
  ({ lead: `lead|${leadId}`, 'provider-day': `provider-day|${provider}|${day}`, day: `day|${day}` }) as const;

function* holdAll(request: CallRequest, ceilings: Ceilings): Work<Exclude<Reservation, { outcome: 'reserved' }> | null> {
  const scopes = scopesOf(request);
  const limits = [['lead', ceilings.leadMicro], ['provider-day', ceilings.providerDayMicro], ['day', ceilings.dayMicro]] as const;
  yield* insertRows('outside_spend', limits.map(([ceiling]) => ({ scope: scopes[ceiling], held_micro: 0 })), { onDuplicate: 'ignore' });
  const held: string[] = [];
  for (const [ceiling, limitMicro] of limits) {
    const changed = yield* execute('UPDATE outside_spend SET held_micro = held_micro + ? WHERE scope = ? AND held_micro + ? <= ?', [request.priceMicro, scopes[ceiling], request.priceMicro, limitMicro]);
    if (changed === 1) {
      held.push(scopes[ceiling]);
      continue;
    }
    for (const scope of held) yield* execute('UPDATE outside_spend SET held_micro = held_micro - ? WHERE scope = ?', [request.priceMicro, scope]);
    const row = yield* selectOne<{ held_micro: number }>('SELECT held_micro FROM outside_spend WHERE scope = ?', [scopes[ceiling]]);
    return { outcome: 'refused', ceiling, heldMicro: row?.held_micro ?? 0, limitMicro };
  }
  return null;
}

function* end(id: string, state: 'settled' | 'released', chargedMicro: number, now: number): Work<void> {
  const call = yield* selectOne<{ lead_id: string; provider: string; day: string; state: CallState; reserved_micro: number }>('SELECT lead_id, provider, day, state, reserved_micro FROM outside_calls WHERE id = ?', [id]);
  if (!call || call.state === 'settled' || call.state === 'released') return;
  yield* execute('UPDATE outside_calls SET state = ?, charged_micro = ?, settled_at = ? WHERE id = ?', [state, chargedMicro, now, id]);
  const difference = chargedMicro - call.reserved_micro;
  if (difference === 0) return;
  for (const scope of Object.values(scopesOf({ leadId: call.lead_id, provider: call.provider, day: call.day }))) {
    yield* execute('UPDATE outside_spend SET held_micro = held_micro + ? WHERE scope = ?', [difference, scope]);
  }
}
