import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leadAssigned, leadCaptured, leadEnriched, type EventContract, type LeadList, type LeadPage, type Problem, type Question, type TimelineEntry } from '#contracts';
import { outgoing } from '#messaging';
import { until } from '#testing';
import { AskConsole } from '../../test/ask-console.js';
import { ConsoleHome, type RunningConsole } from '../../test/console-home.js';
import { sampleData } from '../../test/events.js';

const rep = (name: string) => `{name: ${name}, email: ${name.toLowerCase()}@rimewell.example, zone: Europe/Dublin, languages: [en], cap: {day: 20}}`;
const ASSIGNMENT = `
reps: {nora: ${rep('Nora')}, jonas: ${rep('Jonas')}}
pools: {}
queues: {desk: {label: Lead desk, owner: kemal@rimewell.example}}
rules: []
otherwise: {queue: desk}
manager: ruth@rimewell.example
`;
const choice = (id: string, label: string): Question['choices'][number] => ({ id, label, detail: null, facts: [{ field: 'company.name', value: label }] });
const question: Question = { id: 'company.name:a|b', sentence: 'Which company is it?', choices: [choice('a', 'Corvane Logistics'), choice('b', 'Corvane Events')] };

describe('a question to the owner, on the screens', () => {
  let home: ConsoleHome;
  let running: RunningConsole;
  let ask: AskConsole;

  beforeAll(async () => {
    home = new ConsoleHome();
    home.write('assignment.yaml', ASSIGNMENT);
    running = await home.start();
    ask = new AskConsole(running);
  });
  afterAll(async () => {
    await running.stop();
    home.remove();
  });

  const bring = async <D>(app: string, contract: EventContract<D>, leadId: string, data: Partial<D> = {}) => {
    const outbox = running.bus.outbox(app);
    await running.store.work.transact({ *write() { yield* outbox.publish([outgoing(contract, leadId, sampleData(contract, data))]); } });
  };
  /** A lead with its owner, about whom the question is asked. */
  const asking = async (leadId: string, owner: 'nora' | 'queue') => {
    await bring('intake', leadCaptured, leadId);
    await bring('enrichment', leadEnriched, leadId, { question });
    await bring('assignment', leadAssigned, leadId, { owner: owner === 'nora' ? { kind: 'rep', rep: 'nora', name: 'Nora' } : { kind: 'queue', queue: 'desk', label: 'Lead desk', human: 'kemal@rimewell.example' } });
    await until('the lead is shown with its owner', async () => (await ask.read<LeadPage | Problem>(`/api/leads/${leadId}`) as LeadPage).row?.owner !== null && (await titles(leadId)).length === 3);
  };
  const titles = async (leadId: string): Promise<string[]> => {
    const lines = await ask.read<TimelineEntry[] | Problem>(`/api/leads/${leadId}/timeline`);
    return Array.isArray(lines) ? lines.map(({ kind, title }) => `${kind}: ${title}`) : [];
  };

  it('stands on the page, in the list and on the timeline until it is answered; then the answer does', async () => {
    await asking('ida', 'nora');
    expect((await ask.read<LeadPage>('/api/leads/ida')).question).toEqual(question);
    expect((await ask.read<LeadList>('/api/leads')).leads.map((row) => row.question)).toEqual(['Which company is it?']);
    expect(await titles('ida')).toContain('asked: Asks the owner: Which company is it?');

    await bring('enrichment', leadEnriched, 'ida', { answered: { question: question.sentence, choice: 'Corvane Logistics', by: 'user:nora' } });
    await until('the answer is on the timeline', async () => (await titles('ida')).includes('answered: Nora answered: Corvane Logistics'));
    const page = await ask.read<LeadPage>('/api/leads/ida');
    expect({ page: page.question, row: page.row.question }).toEqual({ page: null, row: null });
  });

  it('is answered by the owner, a manager or ops, and by no other rep', async () => {
    await asking('owned', 'nora');
    await asking('queued', 'queue');
    running.others.answer = { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') };
    const answer = async (who: string, leadId: string) => {
      const response = await ask.send('POST', `/api/leads/${leadId}/answer`, await ask.signIn(who), { question: question.id, choice: 'a' });
      return response.statusCode === 200 ? 200 : [response.statusCode, response.json<Problem>().detail];
    };
    expect(await answer('jonas', 'owned')).toEqual([403, "This lead is Nora's. Only the owner, a manager or ops can answer for it."]);
    expect(await answer('nora', 'queued')).toEqual([403, 'This lead is in the queue "Lead desk". Only the owner, a manager or ops can answer for it.']);
    expect(running.others.asked).toEqual([]);
    expect([await answer('nora', 'owned'), await answer('ruth', 'owned'), await answer('ruth', 'queued')]).toEqual([200, 200, 200]);
    expect(running.others.asked.map(({ app, request }) => `${app} ${request.path}`)).toEqual(['enrichment /api/leads/owned/answer', 'enrichment /api/leads/owned/answer', 'enrichment /api/leads/queued/answer']);
  });
});
