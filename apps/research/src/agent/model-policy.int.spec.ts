import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { leadResearched, researchRequested, type Identity } from '#contracts';
import { outgoing } from '#messaging';
import { aCompany, aFit, aLead, ScriptedServer, TestService, type ScriptedAnswer } from '#testing';
import { researchService } from '../research.service.js';

const config = Object.fromEntries(['icp.yaml', 'enrichment.yaml'].map((name) => [name, readFileSync(`config/${name}`, 'utf8')]));
const nora: Identity = { user: 'nora', name: 'Nora', role: 'rep', rep: 'nora' };
const says = (choice: string, why = 'it may say how many they are'): ScriptedAnswer => ({ body: {
  id: 'x', object: 'chat.completion', created: 1, model: 'm', usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: JSON.stringify({ choice, why }), refusal: null } }],
} });
const nothing: ScriptedAnswer = { body: {
  id: 'x', object: 'chat.completion', created: 1, model: 'm', usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: '{"facts":[]}', refusal: null } }],
} };
const refused: ScriptedAnswer = { status: 401, body: {} };
const page = (body: string): ScriptedAnswer => ({ body: `<nav><a href="/about">About</a><a href="/quality">Quality</a></nav>${body}`, headers: { 'content-type': 'text/html' } });
const noRobots: ScriptedAnswer = { status: 404 };

describe('a model that chooses where to look', () => {
  let server: ScriptedServer;
  let research: TestService;
  beforeAll(async () => { server = await ScriptedServer.start(); });
  afterAll(() => server.stop());
  beforeEach(async () => {
    research = await TestService.open(researchService, { config, environment: { EGRESS_MAP: server.egressMap, OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'https://llm.example/v1', OPENAI_MODEL: 'choosy', OPENAI_PRICE: '0.1/1' } });
  });
  afterEach(() => research.close());

  const run = async () => {
    await research.publish('enrichment', [outgoing(researchRequested, 'tessa', { runId: 'run-tessa', depth: 'full', question: 'How many?', researchBy: null, lead: aLead(), company: aCompany(), facts: [], fit: aFit('needs_review'), summary: '' })]);
    await research.idle();
    return (await research.heard(leadResearched))[0]!.data;
  };
  const looked = () => server.heard.filter(({ host, url }) => host === 'pelhamrye.example' && url !== '/robots.txt').map(({ url }) => url);
  const verify = async () => (await research.call(nora, 'POST', '/api/research-runs/run-tessa/verify')).body;

  it('takes it at its word, pays it, and needs it for no replay', async () => {
    server.script(says('look-1'), noRobots, page('<p>Bread</p>'), nothing, says('look-2'), page('<p>HACCP certified</p>'), nothing, says('stop', 'nothing else helps'));
    const result = await run();
    expect(looked()).toEqual(['/', '/quality']);
    expect({ stop: result.stop, spent: result.spentMicro }).toEqual({ stop: 'not_worth_it', spent: 1_000 });
    expect((await research.call(nora, 'GET', '/api/research-runs/run-tessa')).body).toMatchObject({ policy: 'choose-look@1 (choosy)', stopSentence: 'nothing else helps', spentMicro: 1_000 });
    const asked = server.heard.length;
    expect(await verify()).toMatchObject({ outcome: 'verified', changed: [] });
    expect(server.heard.length).toBe(asked);
  });

  it('chooses offline where it does not answer', async () => {
    server.script(refused, noRobots, page('<p>Bread</p>'), refused, refused, page('<p>our 620 people</p>'), refused, refused);
    const result = await run();
    expect(looked().slice(0, 2)).toEqual(['/', '/about']);
    expect(result.spentMicro).toBe(0);
    expect((await verify()).outcome).toBe('verified');
  });
});
