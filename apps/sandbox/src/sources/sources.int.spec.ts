import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gleifTarget, outsideSources, readRoles, RESERVED_PLACES, secTarget, type OutsideSources } from '#connectors';
import { AxiosSafeHttp } from '#platform';
import { egressMapTo, SANDBOX_SECRETS } from '../secrets.js';
import { startSandbox, type Sandbox } from '../start-sandbox.js';
import { buildWorld } from '../world/build-world.js';

const NOW = Date.UTC(2026, 10, 22);

/** What research reads beside the companies' own pages, through the product's own sources. */
describe('sources of the sandbox', () => {
  let sandbox: Sandbox;
  let http: AxiosSafeHttp;
  let sources: OutsideSources;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: buildWorld(), now: () => NOW });
    http = new AxiosSafeHttp(egressMapTo(sandbox.port));
    sources = outsideSources({ http, dns: { mx: async () => [], txt: async () => [], ns: async () => [] }, clock: { now: () => NOW }, places: RESERVED_PLACES, secContact: 'Leadwright ops@rimewell.example' });
  });
  afterAll(() => sandbox.stop());

  const request = (target: string) => ({ target, timeoutMs: 5_000, signal: new AbortController().signal });
  const board = (id: string, link: string) => sources.boards.find((source) => source.id === id)!.look(request(link));

  it.each([
    ['greenhouse', 'https://boards.greenhouse.example/pelhamrye', 7, 'Refrigeration Engineer | Leeds | updated 2026-11-19'],
    ['lever', 'https://jobs.lever.example/halden-dairy', 11, 'Refrigeration Engineer | Kendal | published 2026-11-19'],
    ['ashby', 'https://jobs.ashbyhq.example/Larkmoor%20Chilled%20Foods', 3, 'Quality Manager | Athlone | published 2026-11-19'],
  ])('has a board at %s', async (id, link, count, first) => {
    const answer = await board(id, link);
    expect(answer).toMatchObject({ ok: true, text: expect.stringContaining(first) });
    expect(answer.ok && readRoles(answer.text)).toHaveLength(count);
  });

  it.each([['greenhouse', 'https://boards.greenhouse.example/nobody'], ['lever', 'https://jobs.lever.example/nobody'], ['ashby', 'https://jobs.ashbyhq.example/nobody']])('has no board of nobody at %s', async (id, link) => {
    expect(await board(id, link)).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('has companies of some size in the register, under their country', async () => {
    const look = (name: string, country: string) => sources.gleif.look(request(gleifTarget(name, country)));
    expect(await look('Pelham & Rye Foods', 'GB')).toMatchObject({ ok: true, text: expect.stringMatching(/Legal name: Pelham & Rye Foods[^]*Country: GB/) });
    expect(await look('Pelham & Rye Foods', 'US')).toMatchObject({ ok: false, code: 'not_found' });
    expect(await look('Polar Hands Staffing', 'GB')).toMatchObject({ ok: false, code: 'not_found' });
    expect(sandbox.journal.entries.at(-1)).toMatchObject({ kind: 'source-read', host: 'api.gleif.example', status: 200 });
  });

  it('has filings of the big companies in the US, for who says whom to write to', async () => {
    const look = (name: string) => sources.sec!.look(request(secTarget({ name })));
    expect(await look('Tallgrass Grocers Supply')).toMatchObject({ ok: true, text: expect.stringMatching(/^Name: Tallgrass Grocers Supply\nLine of business: Wholesale-Groceries & Related Products \(SIC 5140\)/) });
    expect(await look('Northmoor Dairy')).toMatchObject({ ok: false, code: 'not_found' });
    const nobody = outsideSources({ http, dns: { mx: async () => [], txt: async () => [], ns: async () => [] }, clock: { now: () => NOW }, places: RESERVED_PLACES, secContact: 'Leadwright' });
    expect(await nobody.sec!.look(request(secTarget({ name: 'Tallgrass Grocers Supply' })))).toMatchObject({ ok: false, code: 'refused' });
  });

  const enrich = async (website: string, key: string = SANDBOX_SECRETS.RIMEDATA_KEY) => {
    const { status, body, headers } = await http.request({ method: 'GET', url: `https://rimedata.example/v5/company/enrich?website=${website}&min_likelihood=6`, headers: { 'x-api-key': key } });
    return { status, charged: headers['x-call-credits-spent'], body: status === 503 ? body.toString() : JSON.parse(body.toString()) as unknown };
  };

  it('sells what the directory knows, for one credit', async () => {
    expect(await enrich('https://www.larkmoor.example')).toMatchObject({ status: 200, charged: '1', body: { display_name: 'Larkmoor Chilled Foods', employee_count: 840, size: '501-1000', location: { country: 'ireland' }, likelihood: 9 } });
    expect(await enrich('haldendairy.example')).toMatchObject({ status: 200, body: { employee_count: 2 } });
    expect(await enrich('pelhamrye.example')).toMatchObject({ status: 404, charged: '0', body: { error: { type: 'not_found' } } });
    expect(await enrich('corvane.example')).toMatchObject({ status: 404 });
    expect(await enrich('larkmoor.example', 'wrong')).toMatchObject({ status: 401, body: { error: { type: 'authentication_error' } } });
  });

  it('is down twice about Tallgrass, then answers', async () => {
    expect([await enrich('tallgrassgrocers.example'), await enrich('tallgrassgrocers.example'), await enrich('tallgrassgrocers.example')]).toMatchObject([{ status: 503 }, { status: 503 }, { status: 200, body: { employee_count: 4_200 } }]);
    expect(sandbox.journal.entries.slice(-3).map((entry) => entry.kind === 'provider-asked' && [entry.domain, entry.status])).toEqual([503, 503, 200].map((status) => ['tallgrassgrocers.example', status]));
  });
});
