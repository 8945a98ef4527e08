import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chooseLook, classifyMessage, extractFacts, modelOf, summarizeLead, writeDraft, type ExtractInput, type WriteDraftInput } from '#connectors';
import { checkDraft, footerOf, numbersIn } from '#domain';
import { AxiosSafeHttp } from '#platform';
import { egressMapTo, SANDBOX_MODEL } from '../secrets.js';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';

const limits = { timeMs: 5_000, spendMicro: 1_000_000 };
const page = 'Pelham & Rye\nNone of it works without our 620 people.\nWe run four chilled bakeries across Yorkshire.';
const extract: ExtractInput = { text: page, wanted: [{ field: 'company.employees', meaning: 'people employed' }, { field: 'company.coldSites', meaning: 'cold sites' }], parse: (_, quote) => numbersIn(quote)[0] ?? null };
const look = { question: 'Is it a fit?', known: [], looksLeft: 3, menu: [{ id: 'home', label: 'Homepage', worthMicro: 900_000, costMicro: 0 }, { id: 'news', label: 'News', worthMicro: 100_000, costMicro: 0 }] };
const message = 'We need temperature logs for an audit in January.';

const outreach = {
  sender: { company: 'Rimewell Instruments', postalAddress: '1 Frost Row, Boston', optOut: 'Reply "no" and we stop.', dataSource: 'You wrote to us.' },
  send: { by: 'crm-task' as const }, approval: { by: 'owner' as const, expiresAfter: 1 }, firstTouchEvery: 1, countries: {}, doNotContact: { domains: [], addresses: [] },
  claims: { C1: { text: 'Rimewell watches cold rooms and trucks and calls someone before the product is lost.', for: [] } }, asks: { default: 'Is that something you are looking at this quarter?' },
};
const evidence = [{
  id: '01JEVIDENCE', criterionId: null, field: 'company.coldSites' as const, value: 4, polarity: 'supports' as const, snapshotId: 's', url: 'https://pelhamrye.example/',
  quote: 'four chilled bakeries across Yorkshire', start: 0, end: 38, extractor: 'coldSites@1', copyGroup: 'public', observedAt: '2026-11-22T09:30:41.000Z',
}];
const to = 'tessa@pelhamrye.example';
const draft: WriteDraftInput = {
  to, footer: footerOf('Nora Byrne-Quill', outreach.sender), person: { firstName: 'Tessa', title: 'Operations Director' }, company: 'Pelham & Rye Foods', evidence, message,
  claims: [{ id: 'C1', text: outreach.claims.C1.text }], ask: outreach.asks.default, ownerName: 'Nora Byrne-Quill',
  check: (content) => checkDraft(content, evidence, outreach, { to, message }).map((finding) => finding.message),
};

/** Every behaviour through the product's own model client. */
describe('the scripted model', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), slowMs: 1_500 });
  });
  afterAll(() => sandbox.stop());

  const model = (name: string, key: string = SANDBOX_MODEL.OPENAI_API_KEY) => modelOf(
    { secret: () => key, setting: (setting) => (setting === 'OPENAI_BASE_URL' ? SANDBOX_MODEL.OPENAI_BASE_URL : setting === 'OPENAI_MODEL' ? name : undefined) },
    new AxiosSafeHttp(egressMapTo(sandbox.port)), { now: Date.now },
  );

  it('does every task well when it is good', async () => {
    const good = model(SANDBOX_MODEL.OPENAI_MODEL);
    expect(await good.ask(chooseLook, look, limits)).toMatchObject({ ok: true, value: { kind: 'look', item: 'home' } });
    expect(await good.ask(extractFacts, extract, limits)).toMatchObject({ ok: true, value: { dropped: [], found: [{ field: 'company.employees', value: 620 }, { field: 'company.coldSites', value: 4 }] } });
    expect(await good.ask(classifyMessage, { message }, limits)).toMatchObject({ ok: true, value: { messageClass: 'buying', because: 'says "need"' } });
    expect(await good.ask(writeDraft, draft, limits)).toMatchObject({ ok: true, value: { to, sentences: [{ text: 'Hi Tessa,' }, { evidenceIds: ['01JEVIDENCE'] }, { claimIds: ['C1'] }, { text: outreach.asks.default }, { text: 'Nora Byrne-Quill' }] } });
    const company = { domain: 'pelhamrye.example', name: 'Pelham & Rye Foods', country: 'GB', employees: 620, sizeBand: null, industry: null };
    expect(await good.ask(summarizeLead, { person: { name: 'Tessa Moorcroft', title: 'Operations Director' }, company, facts: [], message, numbersIn }, limits)).toMatchObject({ ok: true, value: expect.stringContaining('Tessa Moorcroft, Operations Director') });
    expect(sandbox.journal.entries.filter(({ kind }) => kind === 'model-asked')).toHaveLength(5);
  });

  it('is unusable when it is malformed, and asked once more', async () => {
    expect(await model('scripted-malformed').ask(chooseLook, look, limits)).toMatchObject({ ok: false, reason: 'unusable', exchanges: [{}, {}] });
  });

  it('is too late when it is slow', async () => {
    expect(await model('scripted-slow').ask(chooseLook, look, { ...limits, timeMs: 700 })).toMatchObject({ ok: false, reason: 'unavailable' });
    expect(await model('scripted-slow').ask(chooseLook, look, limits)).toMatchObject({ ok: true });
  });

  it('gets nothing through when it is hostile: no quote, no address, no order of anybody else', async () => {
    const hostile = model('scripted-hostile');
    expect(await hostile.ask(extractFacts, extract, limits)).toMatchObject({ ok: false, problem: expect.stringContaining('does not stand in the page') });
    expect(await hostile.ask(writeDraft, draft, limits)).toMatchObject({ ok: false, reason: 'unusable' });
    const chosen = await hostile.ask(chooseLook, look, limits);
    expect(chosen).toMatchObject({ ok: true, value: { kind: 'look', item: 'news' } });
  });

  it('refuses a wrong key', async () => {
    expect(await model('scripted-good', 'wrong').ask(chooseLook, look, limits)).toMatchObject({ ok: false, reason: 'unavailable', exchanges: [{ failure: { code: 'MODEL.KEY_REFUSED' } }] });
  });
});
