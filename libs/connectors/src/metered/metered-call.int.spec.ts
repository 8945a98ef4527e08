import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryable } from '#contracts';
import { select } from '#persistence';
import { temporaryStore, type TemporaryStore } from '#testing';
import { MeteredCall } from './metered-call.js';
import { outsideMigration } from './outside-tables.js';
import { loseCall, releaseCall, reserveCall, settleCall, type CallRequest, type Ceilings } from './reserve-call.js';

const ceilings: Ceilings = { leadMicro: 300, providerDayMicro: 1_000, dayMicro: 1_500 };
const request = (id: string, more: Partial<CallRequest> = {}): CallRequest => ({ id, leadId: 'lead-a', provider: 'rimedata', day: '2026-11-22', purpose: 'employees', priceMicro: 100, ...more });

describe('a metered call', () => {
  let temporary: TemporaryStore;
  let meter: MeteredCall;
  beforeEach(async () => {
    temporary = await temporaryStore([outsideMigration]);
    meter = new MeteredCall(temporary.store.work, { now: () => 1_000 });
  });
  afterEach(() => temporary.remove());

  const calls = () => temporary.store.work.read(() => select<{ id: string; state: string; reserved_micro: number; charged_micro: number | null }>('SELECT id, state, reserved_micro, charged_micro FROM outside_calls ORDER BY id'));
  const held = async () => Object.fromEntries((await temporary.store.work.read(() => select<{ scope: string; held_micro: number }>('SELECT scope, held_micro FROM outside_spend'))).map(({ scope, held_micro }) => [scope, held_micro]));
  const answer = (chargedMicro: number) => async () => ({ value: 'found', chargedMicro });

  it('settles at what was charged and gives the rest back', async () => {
    expect(await meter.make(request('1'), ceilings, answer(40))).toEqual({ outcome: 'answered', value: 'found' });
    expect(await calls()).toEqual([{ id: '1', state: 'settled', reserved_micro: 100, charged_micro: 40 }]);
    expect(await held()).toEqual({ 'lead|lead-a': 40, 'provider-day|rimedata|2026-11-22': 40, 'day|2026-11-22': 40 });
  });

  it('refuses at the ceiling of the lead without calling, and holds nothing for it', async () => {
    for (const id of ['1', '2', '3']) await meter.make(request(id), ceilings, answer(100));
    const outcome = await meter.make(request('4'), ceilings, async () => { throw new Error('must not be called'); });
    expect(outcome).toEqual({ outcome: 'refused', ceiling: 'lead', heldMicro: 300, limitMicro: 300 });
    expect(await held()).toMatchObject({ 'lead|lead-a': 300, 'day|2026-11-22': 300 });
  });

  it('gives back what it held under the lead when the provider\'s day is full', async () => {
    const outcome = await meter.make(request('1', { priceMicro: 200 }), { ...ceilings, providerDayMicro: 150 }, answer(0));
    expect(outcome).toMatchObject({ outcome: 'refused', ceiling: 'provider-day' });
    expect(await held()).toMatchObject({ 'lead|lead-a': 0, 'provider-day|rimedata|2026-11-22': 0, 'day|2026-11-22': 0 });
  });

  it('keeps the money of a call that was never answered', async () => {
    await expect(meter.make(request('1'), ceilings, async () => { throw retryable('NET.TIMEOUT', 'silence'); })).rejects.toMatchObject({ code: 'NET.TIMEOUT' });
    expect(await calls()).toMatchObject([{ state: 'unknown' }]);
    expect(await held()).toMatchObject({ 'lead|lead-a': 100 });
  });

  it('releases the money of a call that never went out', async () => {
    await expect(meter.make(request('1'), ceilings, async () => { throw retryable('NET.UNREACHABLE', 'no such host'); })).rejects.toMatchObject({ code: 'NET.UNREACHABLE' });
    expect(await calls()).toMatchObject([{ state: 'released', charged_micro: 0 }]);
    expect(await held()).toMatchObject({ 'lead|lead-a': 0 });
  });

  it('keeps free calls without meeting a ceiling', async () => {
    expect(await meter.make(request('1', { priceMicro: 0 }), null, answer(0))).toMatchObject({ outcome: 'answered' });
    expect(await calls()).toMatchObject([{ state: 'settled', charged_micro: 0 }]);
  });

  it('settles an unknown call once somebody found out, and only once', async () => {
    const { work } = temporary.store;
    await work.transact({ *write() { yield* reserveCall(request('1'), ceilings, 1); yield* loseCall('1'); } });
    for (const charged of [60, 90]) await work.transact({ write: () => settleCall('1', charged, 2) });
    expect(await calls()).toMatchObject([{ state: 'settled', charged_micro: 60 }]);
    expect(await held()).toMatchObject({ 'lead|lead-a': 60 });
  });

  it('never holds more than a ceiling, and holds exactly what its calls say, whatever happens in whatever order', async () => {
    const step = fc.record({ act: fc.constantFrom('reserve', 'settle', 'release', 'lose'), call: fc.nat(7), lead: fc.constantFrom('a', 'b'), price: fc.integer({ min: 1, max: 180 }) });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { store } = temporary;
      await store.work.transact({ *write() { yield { kind: 'execute', sql: 'DELETE FROM outside_calls', params: [] }; yield { kind: 'execute', sql: 'DELETE FROM outside_spend', params: [] }; } });
      let made = 0;
      for (const { act, call, lead, price } of steps) {
        await store.work.transact({
          *write() {
            if (act === 'reserve') yield* reserveCall(request(String(made++), { leadId: lead, priceMicro: price }), ceilings, 1);
            if (act === 'settle') yield* settleCall(String(call), Math.min(price, 1), 2);
            if (act === 'release') yield* releaseCall(String(call), 2);
            if (act === 'lose') yield* loseCall(String(call));
          },
        });
        const spend = await held();
        expect(Object.values(spend).every((value) => value >= 0)).toBe(true);
        expect(spend['lead|a'] ?? 0).toBeLessThanOrEqual(ceilings.leadMicro);
        expect(spend['day|2026-11-22'] ?? 0).toBeLessThanOrEqual(ceilings.dayMicro);
        const total = (await calls()).reduce((sum, { state, reserved_micro, charged_micro }) => sum + (state === 'settled' || state === 'released' ? charged_micro! : reserved_micro), 0);
        expect(spend['day|2026-11-22'] ?? 0).toBe(total);
      }
    }), { numRuns: 25 });
  });
});
