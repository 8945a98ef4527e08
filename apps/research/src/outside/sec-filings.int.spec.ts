import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { leadResearched, researchRequested, type Identity } from '#contracts';
import { outgoing } from '#messaging';
import { aCompany, aFact, aFit, aLead, ScriptedServer, TestService, type ScriptedAnswer } from '#testing';
import { researchService } from '../research.service.js';
import { secContactOf } from './sec-contact.js';

const nora: Identity = { user: 'nora', name: 'Nora', role: 'rep', rep: 'nora' };
const config = { 'icp.yaml': readFileSync('config/icp.yaml', 'utf8') };
const site: readonly ScriptedAnswer[] = [{ status: 404 }, { body: '<p>Since 1961.</p>', headers: { 'content-type': 'text/html' } }];
const tickers: ScriptedAnswer = { body: { 0: { cik_str: 320, ticker: 'TALL', title: 'Tallgrass Grocers Supply, Inc.' } } };
const filed = (sic: string, sicDescription: string): ScriptedAnswer => ({ body: { name: 'Tallgrass Grocers Supply, Inc.', sic, sicDescription, tickers: ['TALL'], exchanges: ['NYSE'] } });

describe('filings with the SEC', () => {
  let server: ScriptedServer;
  let research: TestService;
  beforeAll(async () => { server = await ScriptedServer.start(); });
  afterAll(() => server.stop());
  const open = (contact: string) => TestService.open(researchService, { config, environment: { EGRESS_MAP: server.egressMap, SEC_CONTACT: contact } });
  beforeEach(async () => { research = await open('ops@rimewell.example'); });
  afterEach(() => research.close());

  const run = async (country = 'US') => {
    const domain = 'tallgrass.example';
    await research.publish('enrichment', [outgoing(researchRequested, 'tall', {
      runId: 'run-tall', depth: 'full', question: '?', researchBy: null, lead: aLead({ company: { domain } }), company: aCompany({ domain }), fit: aFit('needs_review'), summary: '',
      facts: [
        aFact('company.name', 'Tallgrass Grocers Supply', { origin: 'form', by: 'form' }), aFact('company.country', country, { origin: 'form', by: 'form' }),
        aFact('company.employees', 4_200, { origin: 'directory', by: 'directory' }), aFact('company.coldSites', 6, { origin: 'directory', by: 'directory' }),
      ],
    })]);
    await research.idle();
    return (await research.heard(leadResearched))[0]!.data;
  };
  const asked = () => server.heard.filter(({ host }) => host.endsWith('sec.example'));
  const verify = async () => (await research.call(nora, 'POST', '/api/research-runs/run-tall/verify')).body;

  it('tell what a US company does that nobody else could place, and replay without the SEC', async () => {
    server.script(...site, tickers, filed('5140', 'Wholesale-Groceries & Related Products'));
    const result = await run();
    expect(asked().map(({ host, url, headers }) => [host + url, headers['user-agent']])).toEqual([
      ['www.sec.example/files/company_tickers.json', 'Leadwright ops@rimewell.example'], ['data.sec.example/submissions/CIK0000000320.json', 'Leadwright ops@rimewell.example'],
    ]);
    expect(result.evidence).toMatchObject([{
      field: 'company.industry', value: 'grocery-distribution', criterionId: 'industry', polarity: 'supports', extractor: 'filedBusiness@1', copyGroup: 'sec:tallgrass.example',
      quote: 'Name: Tallgrass Grocers Supply, Inc.\nLine of business: Wholesale-Groceries & Related Products (SIC 5140)',
    }]);
    expect(result.facts).toContainEqual(expect.objectContaining({ field: 'company.industry', value: 'grocery-distribution', origin: 'research', by: 'sec' }));
    expect(result.company.industry).toBe('grocery-distribution');
    const before = server.heard.length;
    expect(await verify()).toMatchObject({ outcome: 'verified', changed: [] });
    expect(server.heard.length).toBe(before);
  });

  it.each<[string, ScriptedAnswer[]]>([
    ['are of a line of business that is none of ours', [tickers, filed('6022', 'State Commercial Banks')]],
    ['do not exist', [{ body: { 0: { cik_str: 1, ticker: 'X', title: 'Somebody Else' } } }]],
    ['are refused', [{ status: 403, body: 'no' }]],
    ['are out of reach', ['hang up']],
  ])('leave the question open where they %s', async (_, answers) => {
    server.script(...site, ...answers);
    const result = await run();
    expect([result.fit.verdict, result.evidence]).toEqual(['needs_review', []]);
    expect((await verify()).outcome).toBe('verified');
  });

  it('are not asked about companies elsewhere', async () => {
    server.script(...site);
    await run('CA');
    expect(asked()).toEqual([]);
  });

  it('are not asked without a contact, and such a run has nothing of them on record', async () => {
    await research.close();
    research = await open('');
    server.script(...site);
    await run();
    expect(asked()).toEqual([]);
    const [started] = (await research.call(nora, 'GET', '/api/research-runs/run-tall/events')).body as { data: { versions: Record<string, string> } }[];
    expect(started!.data.versions).not.toHaveProperty('sec-edgar');
    expect(await verify()).toMatchObject({ outcome: 'verified', changed: [] });
  });

  it('need a mail address', () => {
    expect(() => secContactOf({ setting: () => 'Rimewell' })).toThrow('SEC_CONTACT: "Rimewell" is no mail address.');
  });
});
