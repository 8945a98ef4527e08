import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { leadAssigned, outreachConfig, outreachDrafted, outreachRejected, researchRequested, type DraftContent, type LeadAssigned, type OutreachDrafted } from '#contracts';
import { checkDraft } from '#domain';
import { outgoing } from '#messaging';
import { loadConfigFile } from '#platform';
import { aCompany, aFit, aLead, ScriptedServer, TestService, until, type ScriptedAnswer } from '#testing';
import { researchService } from '../research.service.js';

const file = (name: string) => readFileSync(`config/${name}`, 'utf8');
const config = { 'outreach.yaml': file('outreach.yaml'), 'enrichment.yaml': file('enrichment.yaml') };
const outreach = outreachConfig.parse(loadConfigFile('config', 'outreach').raw);
const claim = Object.keys(outreach.claims)[0]!;
const none = { evidence: [], claims: [] };
const draft = (greeting: string) => ({
  subject: 'Temperature logs for your audit',
  sentences: [
    { role: 'greeting', text: greeting, ...none }, { role: 'answer', text: 'Thank you for writing about "temperature logs for an audit in January".', ...none },
    { role: 'value', text: '', evidence: [], claims: [claim] }, { role: 'ask', text: 'Buy?', ...none }, { role: 'signoff', text: 'The model', ...none },
  ],
});
const says = (content: unknown): ScriptedAnswer => ({ body: {
  id: 'x', object: 'chat.completion', created: 1, model: 'm', usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: typeof content === 'string' ? content : JSON.stringify(content), refusal: null } }],
} });

describe('a draft that a model words', () => {
  let server: ScriptedServer;
  let research: TestService;
  beforeAll(async () => { server = await ScriptedServer.start(); });
  afterAll(() => server.stop());
  const open = (files: Record<string, string> = config) => TestService.open(researchService, {
    config: files, environment: { EGRESS_MAP: server.egressMap, OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'https://llm.example/v1', OPENAI_MODEL: 'wordy', OPENAI_PRICE: '1/10' },
  });
  beforeEach(async () => { research = await open(); });
  afterEach(() => research.close());

  const due = async () => {
    const lead = aLead();
    await research.publish('enrichment', [outgoing(researchRequested, 'tessa', { runId: 'run-tessa', depth: 'draft-only', question: '?', researchBy: null, lead, company: aCompany(), facts: [], fit: aFit('fit'), summary: '' })]);
    await research.idle();
    await research.publish('assignment', [outgoing(leadAssigned, 'tessa', {
      epoch: 1, owner: { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' }, rule: { id: 'emea', label: 'EMEA' }, sentence: 'Yours.', short: 'EMEA', decisionId: 'd', answerBy: null, because: 'enriched', lead, company: aCompany(), fit: aFit('fit'), summary: '', configs: [],
    } satisfies LeadAssigned)]);
  };
  const drafts = async (): Promise<OutreachDrafted[]> => (await research.heard(outreachDrafted)).map(({ data }) => data);
  const contentOf = ({ content }: OutreachDrafted): DraftContent => (content as { data: DraftContent }).data;
  const exchanges = () => research.rows<{ run_id: string; task: string; cost_micro: number; exchange: string }>('SELECT run_id, task, cost_micro, exchange FROM research_exchanges ORDER BY call_id, number');
  const ledger = () => research.rows<{ provider: string; state: string; charged_micro: number | null }>('SELECT provider, state, charged_micro FROM outside_calls ORDER BY id');

  it('has its greeting and answer, our claim, ask and name, and passes the same check', async () => {
    server.script(says(draft('Good morning Tessa,')));
    await due();
    await research.idle();
    const [one, ...more] = await drafts();
    expect(more).toEqual([]);
    const content = contentOf(one!);
    expect(content.sentences.map(({ text }) => text)).toEqual(['Good morning Tessa,', 'Thank you for writing about "temperature logs for an audit in January".', outreach.claims[claim]!.text, expect.stringMatching(/\?$/), 'Nora Byrne-Quill']);
    expect({ to: content.to, generator: one!.generator, state: one!.state }).toEqual({ to: 'tessa@pelhamrye.example', generator: 'write-draft@1 (wordy)', state: 'ready' });
    expect(checkDraft(content, [], outreach, { to: 'tessa@pelhamrye.example', message: 'We need temperature logs for an audit in January.' })).toEqual([]);
  });

  it('is paid within the ceilings, and the exchange is on record under the key of the lead', async () => {
    server.script(says(draft('Good morning Tessa,')));
    await due();
    await research.idle();
    expect(await ledger()).toEqual([{ provider: 'model', state: 'settled', charged_micro: 2_000 }]);
    const [kept, ...more] = await exchanges();
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ run_id: 'run-tessa', task: 'write-draft@1', cost_micro: 2_000 });
    expect(JSON.parse(kept!.exchange)).toMatchObject({ sealed: false, keyId: expect.any(String), data: { task: 'write-draft@1', model: 'wordy', problem: null } });
  });

  it.each<[string, ScriptedAnswer[], number]>([
    ['says what nobody proved, twice', [says(draft('Hi, you run 40 depots?')), says(draft('Hi, you run 40 depots?'))], 2],
    ['answers nothing that can be read', [says('Sure!'), says('Sure!')], 2],
    ['refuses the key', [{ status: 401, body: { error: { message: 'no' } } }], 1],
  ])('is the template\'s where the model %s', async (_, answers, asked) => {
    server.script(...answers);
    await due();
    await research.idle();
    expect((await drafts()).map(({ generator, state }) => [generator, state])).toEqual([['template@1', 'ready']]);
    expect((await exchanges()).length).toBe(asked);
  });

  it('is the template\'s, and nobody is asked, where the ceiling is reached', async () => {
    await research.close();
    research = await open({ ...config, 'enrichment.yaml': 'ceilings: {lead: $0.001, providerDay: $25, day: $50}' });
    server.script(says(draft('Good morning Tessa,')));
    await due();
    await research.idle();
    expect((await drafts()).map(({ generator }) => generator)).toEqual(['template@1']);
    expect(server.heard).toEqual([]);
  });

  it('is the template\'s where nothing says what a model may cost', async () => {
    await research.close();
    research = await open({ 'outreach.yaml': config['outreach.yaml'] });
    server.script(says(draft('Good morning Tessa,')));
    await due();
    await research.idle();
    expect([(await drafts()).map(({ generator }) => generator), server.heard]).toEqual([['template@1'], []]);
  });

  it('is the template\'s after a crash: the call that was lost stays on the books and is not made again', async () => {
    server.script({ ...(says(draft('Good morning Tessa,')) as object), afterMs: 500 }, says(draft('Good evening Tessa,')));
    await due();
    await until('it was asked', () => server.heard.length === 1);
    await research.crash();
    await research.restart();
    await research.idle();
    expect((await drafts()).map(({ generator }) => generator)).toEqual(['template@1']);
    expect([(await ledger()).map(({ state }) => state), server.heard.length]).toEqual([['unknown'], 1]);
  });

  it('is not written any more when the owner refused one meanwhile', async () => {
    server.script(says(draft('Good morning Tessa,')), { ...(says(draft('Good evening Tessa,')) as object), afterMs: 300 });
    await due();
    await research.idle();
    await research.publish('enrichment', [outgoing(researchRequested, 'tessa', { runId: 'run-again', depth: 'draft-only', question: '?', researchBy: null, lead: aLead(), company: aCompany(), facts: [], fit: aFit('fit'), summary: '' })]);
    await until('it was asked again', () => server.heard.length === 2);
    await research.publish('console', [outgoing(outreachRejected, 'tessa', { draftId: (await drafts())[0]!.draftId, rejectedBy: 'nora', reason: 'I called her' })]);
    await research.idle();
    expect((await drafts()).length).toBe(1);
  });
});
