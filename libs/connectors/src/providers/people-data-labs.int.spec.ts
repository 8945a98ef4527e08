import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { select } from '#persistence';
import { AxiosSafeHttp } from '#platform';
import { ScriptedServer, temporaryStore, type ScriptedAnswer, type TemporaryStore } from '#testing';
import { MeteredCall } from '../metered/metered-call.js';
import { outsideMigration } from '../metered/outside-tables.js';
import { PeopleDataLabs } from './people-data-labs.js';

const NOW = Date.UTC(2026, 10, 22, 9, 30, 0);
const ceilings = { leadMicro: 300_000, providerDayMicro: 25_000_000, dayMicro: 50_000_000 };
const company = {
  status: 200, likelihood: 9, id: 'x', name: 'pelham & rye foods', display_name: 'Pelham & Rye Foods', website: 'pelhamrye.example', size: '501-1000', employee_count: 620,
  industry: 'food production', industry_v2: 'food manufacturing', location: { name: 'leeds, united kingdom', country: 'united kingdom' }, naics: null,
};
const quotaHeaders = { 'x-ratelimit-remaining': "{'minute': 9, 'day': 480}", 'x-totallimit-remaining': '87', 'x-call-credits-spent': '1' };

describe('a provider in the shape of People Data Labs', () => {
  let server: ScriptedServer;
  let temporary: TemporaryStore;
  let provider: PeopleDataLabs;
  let calls = 0;

  const make = (key: string | undefined = 'key-1') => new PeopleDataLabs(
    new AxiosSafeHttp(server.egressMap), new MeteredCall(temporary.store.work, { now: () => NOW }), { secret: (name) => (name === 'RIMEDATA_KEY' ? key : undefined) },
    { id: 'rimedata', baseUrl: 'https://api.rimedata.example/', key: 'RIMEDATA_KEY', priceMicro: 20_000 }, { now: () => NOW },
  );
  const ask = (one: PeopleDataLabs = provider, limits = ceilings) =>
    one.find({ domain: 'pelhamrye.example', name: 'Pelham & Rye Foods' }, { id: `call-${(calls += 1)}`, leadId: 'lead-a', day: '2026-11-22', purpose: 'employees' }, limits);
  const kept = () => temporary.store.work.read(() => select<{ state: string; charged_micro: number | null }>('SELECT state, charged_micro FROM outside_calls ORDER BY id'));
  const held = async () => (await temporary.store.work.read(() => select<{ held_micro: number }>("SELECT held_micro FROM outside_spend WHERE scope = 'lead|lead-a'")))[0]?.held_micro ?? 0;

  beforeAll(async () => { server = await ScriptedServer.start(); });
  afterAll(() => server.stop());
  beforeEach(async () => { temporary = await temporaryStore([outsideMigration]); provider = make(); });
  afterEach(() => temporary.remove());

  it('asks by domain with the key in a header, and pays for a match', async () => {
    server.script({ body: company, headers: quotaHeaders });
    expect(await ask()).toEqual({
      outcome: 'value', chargedMicro: 20_000, quota: { callsLeft: 9, creditsLeft: 87 },
      company: { name: 'Pelham & Rye Foods', website: 'pelhamrye.example', employees: 620, sizeBand: '501-1000', industry: 'food manufacturing', country: 'united kingdom', confidence: 0.9 },
    });
    expect(server.heard).toMatchObject([{ method: 'GET', host: 'api.rimedata.example', url: '/v5/company/enrich?website=pelhamrye.example&name=Pelham+%26+Rye+Foods&min_likelihood=6', headers: { 'x-api-key': 'key-1' } }]);
    expect([await kept(), await held()]).toEqual([[{ state: 'settled', charged_micro: 20_000 }], 20_000]);
  });

  it.each<[string, ScriptedAnswer, object, string, number]>([
    ['no match is no data and free', { status: 404, body: { status: 404, error: { type: 'not_found', message: 'No records were found matching your request' } } }, { outcome: 'no_data' }, 'settled', 0],
    ['a match that cost no credit is free', { body: company, headers: { 'x-call-credits-spent': '0' } }, { outcome: 'value', chargedMicro: 0 }, 'settled', 0],
    ['a match without a head count has none', { body: { ...company, employee_count: null, display_name: null, likelihood: null } }, { outcome: 'value', company: { employees: null, name: 'pelham & rye foods', confidence: 0.6 } }, 'settled', 20_000],
    ['a head count that is none is not taken', { body: { ...company, employee_count: -5 } }, { outcome: 'value', company: { employees: null, sizeBand: '501-1000' } }, 'settled', 20_000],
    ['an empty account needs a person', { status: 402, body: { status: 402, error: { type: 'payment_required', message: 'You have hit your account maximum (all matches used)' } } }, { outcome: 'no_credit', failure: { code: 'PROVIDER.NO_CREDIT', retryable: false } }, 'settled', 0],
    ['a wait in seconds is kept', { status: 429, body: {}, headers: { 'retry-after': '7' } }, { outcome: 'retryable', unsettled: false, failure: { code: 'PROVIDER.RATE_LIMITED', retryAfterMs: 7_000 } }, 'settled', 0],
    ['a moment to wait for is kept', { status: 429, body: {}, headers: { 'x-ratelimit-reset': '2026-11-22T09:30:12.000Z' } }, { outcome: 'retryable', failure: { retryAfterMs: 12_000 } }, 'settled', 0],
    ['a 429 that says nothing waits a window', { status: 429, body: 'x' }, { outcome: 'retryable', failure: { retryAfterMs: 60_000 } }, 'settled', 0],
    ['503 is no "no data"', { status: 503, body: 'down' }, { outcome: 'retryable', unsettled: false, failure: { code: 'PROVIDER.UNAVAILABLE', retryable: true } }, 'settled', 0],
    ['a gateway that lost the answer leaves the money held', { status: 504, body: 'timeout' }, { outcome: 'retryable', unsettled: true, failure: { code: 'PROVIDER.ANSWER_LOST' } }, 'unknown', 20_000],
    ['a connection that broke leaves the money held', 'hang up', { outcome: 'retryable', unsettled: true, failure: { code: 'NET.BROKEN' } }, 'unknown', 20_000],
    ['a key that is refused', { status: 401, body: { error: { message: 'key-1 is wrong' } } }, { outcome: 'permanent', failure: { code: 'PROVIDER.KEY_REFUSED', message: 'rimedata refuses the key (401).' } }, 'settled', 0],
    ['a question that is refused', { status: 400, body: { error: { type: ['invalid_request_error'], message: 'Website is no domain.' } } }, { outcome: 'permanent', failure: { code: 'PROVIDER.REFUSED', message: 'rimedata refused the question (400): Website is no domain.' } }, 'settled', 0],
    ['a match that cannot be read was paid all the same', { body: '<html>' }, { outcome: 'permanent', failure: { code: 'PROVIDER.UNREADABLE' } }, 'settled', 20_000],
    ['too many bytes may have been a match', { body: 'x'.repeat(600_000) }, { outcome: 'permanent', failure: { code: 'NET.TOO_LARGE' } }, 'unknown', 20_000],
  ])('%s', async (_, answer, outcome, state, money) => {
    server.script(answer);
    expect(await ask()).toMatchObject(outcome);
    expect(await kept()).toMatchObject([{ state }]);
    expect(await held()).toBe(money);
    expect(server.heard).toHaveLength(1);
  });

  it('does not call beyond a ceiling, money that is not settled included', async () => {
    server.script('hang up', { body: company });
    await ask(provider, { ...ceilings, leadMicro: 30_000 });
    expect(await ask(provider, { ...ceilings, leadMicro: 30_000 })).toEqual({ outcome: 'refused', ceiling: 'lead', heldMicro: 20_000, limitMicro: 30_000 });
    expect(server.heard).toHaveLength(1);
  });

  it('says which variable is missing, and reserves nothing', async () => {
    server.script({ body: company });
    expect(await ask(make(''))).toMatchObject({ outcome: 'permanent', failure: { code: 'PROVIDER.NO_KEY', message: expect.stringContaining('RIMEDATA_KEY') } });
    expect([await kept(), server.heard]).toEqual([[], []]);
  });
});
