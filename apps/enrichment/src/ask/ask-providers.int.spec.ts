import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadChanged, leadEnriched, openPersonal, researchRequested, type FieldChange, type Identity, type LeadEnriched, type LeadSnapshot } from '#contracts';
import { outgoing } from '#messaging';
import { aLead, ScriptedServer, TestService, until } from '#testing';
import { enrichmentService } from '../enrichment.service.js';

const directory = `domain,alias_domains,name,country,employees,vertical,cold_sites,certifications,parent
larkmoor.example,,Larkmoor Chilled Foods,IE,840,chilled foods,4,BRCGS,
corvane.example,,Corvane Logistics,US,3100,cold storage,6,GDP,
corvane.example,,Corvane Events,US,40,event management,,,
`;
const enrichment = (providerDay = '$25') => `
deadline: 5s
timeZone: America/New_York
ceilings: {lead: $0.30, providerDay: ${providerDay}, day: $50}
directory: {file: directory.csv}
providers: {rimedata: {kind: people-data-labs, baseUrl: "https://rimedata.example", key: RIMEDATA_KEY, price: $0.02}}
waterfall:
  company.employees: [{provider: own-crm, price: $0}, {provider: directory, price: $0}, {provider: rimedata, price: $0.02}]
  company.industry:  [{provider: own-crm, price: $0}, {provider: directory, price: $0}, {provider: rimedata, price: $0.02}]
`;
const config = (yaml = enrichment()) => ({ 'enrichment.yaml': yaml, 'icp.yaml': readFileSync('config/icp.yaml', 'utf8'), 'directory.csv': directory });
const ruth: Identity = { user: 'ruth', name: 'Ruth', role: 'ops', rep: null };
const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };
const pelham = { status: 200, likelihood: 9, name: 'pelham & rye foods', website: 'pelhamrye.example', employee_count: 620, industry: 'food production', location: { country: 'united kingdom' } };
const down = { status: 503, body: 'down' };

describe('asking a paid provider', () => {
  let server: ScriptedServer;
  let service: TestService;
  beforeAll(async () => { server = await ScriptedServer.start(); });
  afterAll(() => server.stop());
  const open = (more: { yaml?: string; key?: string; at?: string } = {}) => TestService.open(enrichmentService, {
    config: config(more.yaml), environment: { EGRESS_MAP: server.egressMap, RIMEDATA_KEY: more.key ?? 'key-1' }, ...(more.at ? { at: more.at } : {}),
  });
  beforeEach(async () => { service = await open(); });
  afterEach(async () => {
    const failed = await service.rows("SELECT title, detail FROM enrichment_dead_letters WHERE lead_id NOT LIKE 'provider:%'");
    await service.close();
    expect(failed).toEqual([]);
  });

  const capture = async (leadId: string, lead: LeadSnapshot = aLead()) => {
    await service.publish('intake', [outgoing(leadCaptured, leadId, { submissionId: `s-${leadId}`, lead })]);
    await service.idle();
  };
  const pass = async (ms: number) => {
    await service.pass(ms);
    await service.idle();
  };
  const told = async (): Promise<LeadEnriched[]> => (await service.heard(leadEnriched)).map(({ data }) => data);
  const calls = () => service.rows<{ state: string; day: string; reserved_micro: number; charged_micro: number | null }>('SELECT state, day, reserved_micro, charged_micro FROM outside_calls ORDER BY id');
  const known = async (leadId: string) => ((await service.call(nora, 'GET', `/api/leads/${leadId}/facts`)).body.facts as { fact: { by: string; field: string; value: unknown } }[]).filter(({ fact }) => fact.by === 'rimedata').map(({ fact }) => [fact.field, fact.value]);
  const size = ({ blocked }: LeadEnriched) => blocked.find(({ field }) => field === 'company.employees')?.reason;

  it('completes a lead that nobody else knew, and tells everyone once, with what it cost', async () => {
    server.script({ body: pelham });
    await capture('tessa');
    const [event, ...more] = await told();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ company: { employees: 620, industry: 'food-manufacturing' }, spentMicro: 20_000, next: 'research' });
    expect(event!.facts.filter(({ origin }) => origin === 'provider').map(({ field, value, raw, by, costMicro, confidence }) => [field, value, raw, by, costMicro, confidence])).toEqual([
      ['company.employees', 620, '620', 'rimedata', 20_000, 0.9], ['company.industry', 'food-manufacturing', 'food production', 'rimedata', 0, 0.9],
    ]);
    expect(event!.blocked.map(({ field }) => field)).not.toContain('company.employees');
    expect(server.heard.map(({ url }) => url)).toEqual([expect.stringContaining('website=pelhamrye.example')]);
    await pass(60_000);
    expect((await told()).length).toBe(1);
    expect(await service.heard(researchRequested)).toHaveLength(1);
  });

  it('says what the money was for, and what of it is only held', async () => {
    server.script({ body: pelham }, 'hang up');
    await capture('tessa');
    await capture('other', aLead({ company: { domain: 'other.example', name: 'Other Foods' } }));
    expect((await service.call(ruth, 'GET', '/api/spend')).body).toEqual({
      currency: 'USD', estimated: true, settledMicro: 20_000, reservedMicro: 0, unknownMicro: 20_000, runs: 4, today: '2026-11-22',
      days: [{ provider: 'rimedata', day: '2026-11-22', calls: 2, settledMicro: 20_000, reservedMicro: 0, unknownMicro: 20_000 }],
      ceilings: { lead: 300_000, providerDay: 25_000_000, day: 50_000_000 },
    });
    expect((await told()).map((event) => [event.spentMicro, size(event)])).toEqual([[20_000, undefined], [20_000, 'rimedata was asked, and its answer was lost']]);
  });

  it.each<[string, Parameters<ScriptedServer['script']>[0], string, number]>([
    ['knows nobody', { status: 404, body: { status: 404, error: { message: 'none' } } }, 'not known to rimedata', 0],
    ['answers about another company', { body: { ...pelham, website: 'pelham.example' } }, 'rimedata answered about another company (pelham.example)', 20_000],
    ['knows no head count', { body: { ...pelham, employee_count: null } }, 'not known to rimedata', 20_000],
    ['has no credit left', { status: 402, body: { error: { message: 'used up' } } }, 'rimedata was not asked: its account is used up', 0],
    ['refuses the key', { status: 401, body: {} }, 'rimedata could not be asked: rimedata refuses the key (401).', 0],
  ])('says so when the provider %s', async (_, answer, reason, spent) => {
    server.script(answer);
    await capture('tessa');
    expect((await told()).map((event) => [size(event), event.spentMicro, event.next])).toEqual([[reason, spent, 'research']]);
    expect(server.heard).toHaveLength(1);
  });

  it('asks again when the provider is down, and does not take that for an answer', async () => {
    server.script(down, down, { body: pelham });
    await capture('tessa');
    expect(await told()).toEqual([]);
    await pass(500);
    await pass(1_000);
    expect((await told()).map(({ company, spentMicro }) => [company.employees, spentMicro])).toEqual([[620, 20_000]]);
    expect((await calls()).map(({ state, charged_micro }) => [state, charged_micro])).toEqual([['settled', 0], ['settled', 0], ['settled', 20_000]]);
  });

  it('waits as long as the provider asks for', async () => {
    server.script({ status: 429, body: {}, headers: { 'retry-after': '3' } }, { body: pelham });
    await capture('tessa');
    await pass(2_900);
    expect(server.heard).toHaveLength(1);
    await pass(100);
    expect((await told())[0]!.company.employees).toBe(620);
  });

  it('tells everyone at the deadline, and keeps what comes late', async () => {
    server.script(down, down, down, down, { body: pelham });
    await capture('tessa');
    for (const ms of [500, 1_000, 2_000]) await pass(ms);
    expect(await told()).toEqual([]);
    await pass(1_500);
    expect((await told()).map(size)).toEqual(['rimedata is down: asked 4 times so far']);
    await pass(3_000);
    expect(await known('tessa')).toEqual([['company.employees', 620], ['company.industry', 'food-manufacturing']]);
    expect((await told()).length).toBe(1);
    expect(await service.heard(researchRequested)).toHaveLength(1);
  });

  it('tells of a late answer that decides the lead, and asks no more research', async () => {
    server.script(down, down, down, down, { body: { ...pelham, industry: 'software' } });
    await capture('tessa');
    for (const ms of [500, 1_000, 2_000, 1_500, 3_000]) await pass(ms);
    expect((await told()).map(({ fit, spentMicro }) => [fit.verdict, spentMicro])).toEqual([['needs_review', 0], ['not_fit', 20_000]]);
    expect(await service.heard(researchRequested)).toHaveLength(1);
  });

  it('gives up on a provider that stays down', async () => {
    server.script(down, down, down, down, down, { body: pelham });
    await capture('tessa');
    for (const ms of [500, 1_000, 2_000, 4_000, 60_000]) await pass(ms);
    expect(server.heard).toHaveLength(5);
    expect((await told()).length).toBe(1);
  });

  it('stops at a ceiling, and says which', async () => {
    await service.close();
    service = await open({ yaml: enrichment('$0.02') });
    server.script({ body: pelham }, { body: pelham });
    await capture('tessa');
    await capture('other', aLead({ company: { domain: 'other.example', name: 'Other Foods' } }));
    expect((await told()).map(size)).toEqual([undefined, 'rimedata was not asked: the ceiling for the provider and day is $0.02, and $0.02 of it is used']);
    expect(server.heard).toHaveLength(1);
  });

  it('books a call on the day of the organisation', async () => {
    await service.close();
    service = await open({ at: '2026-11-22T03:00:00.000Z' });
    server.script({ body: pelham });
    await capture('tessa');
    expect((await calls()).map(({ day }) => day)).toEqual(['2026-11-21']);
  });

  it('does not pay twice when the process dies before the answer', async () => {
    server.script({ body: pelham, afterMs: 500 }, { body: pelham });
    await service.publish('intake', [outgoing(leadCaptured, 'tessa', { submissionId: 's', lead: aLead() })]);
    await until('it was asked', () => server.heard.length === 1);
    await service.crash();
    await service.restart();
    await service.idle();
    expect(server.heard).toHaveLength(1);
    expect((await calls()).map(({ state }) => state)).toEqual(['unknown']);
    expect((await told()).map((event) => [size(event), event.spentMicro])).toEqual([['rimedata was asked, and its answer was lost', 20_000]]);
  });

  it('asks once per lead, whatever comes again', async () => {
    server.script({ body: pelham }, { body: pelham });
    await capture('tessa');
    await service.rewind(leadCaptured.topic);
    await service.idle();
    await service.publish('intake', [outgoing(leadChanged, 'tessa', { by: 'website-demo-form', changes: openPersonal<FieldChange[]>('tessa', [{ field: 'person.title', value: 'Head of Quality', changedAt: '2026-11-22T10:00:00.000Z' }]) })]);
    await service.idle();
    expect(server.heard).toHaveLength(1);
  });

  it('keeps the answer when the lead is run again', async () => {
    server.script({ body: pelham });
    await capture('tessa');
    expect((await service.call(nora, 'POST', '/api/leads/tessa/correct', { field: 'company.coldSites', value: 4, reason: 'I asked' })).status).toBe(200);
    expect((await told()).at(-1)).toMatchObject({ company: { employees: 620 }, spentMicro: 20_000 });
  });

  it('tells at once what a person corrects meanwhile, and does not tell the deadline after it', async () => {
    server.script(down);
    await capture('tessa');
    await service.call(nora, 'POST', '/api/leads/tessa/correct', { field: 'company.employees', value: 640, reason: 'I asked' });
    await pass(5_000);
    expect((await told()).map(({ company }) => company.employees)).toEqual([640]);
  });

  it.each<[string, LeadSnapshot]>([
    ['is clear', aLead({ company: { name: 'Larkmoor Chilled Foods', domain: 'larkmoor.example', country: 'IE' } })],
    ['is one of two companies', aLead({ company: { name: 'Corvane', domain: 'corvane.example', country: 'US' } })],
    ['has no domain', aLead({ company: { name: 'Somebody', domain: null } })],
  ])('asks nobody about a lead that %s, and tells at once', async (_, lead) => {
    server.script({ body: pelham });
    await capture('lead', lead);
    expect({ told: (await told()).length, asked: server.heard.length }).toEqual({ told: 1, asked: 0 });
  });

  it('goes on as if the provider were not there where no key is set', async () => {
    await service.close();
    service = await open({ key: '' });
    server.script({ body: pelham });
    await capture('tessa');
    expect((await told()).map((event) => [size(event), event.spentMicro])).toEqual([['not known to any provider', 0]]);
    expect([server.heard, await calls()]).toEqual([[], []]);
  });
});
