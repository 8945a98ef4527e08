import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { assignmentConfig, fairnessView, leadAccepted, leadAssigned, leadDeclined, leadEnriched, leadResearched, configPublished, poolTurnView, poolView, type Identity, type LeadAssigned, type LeadEnriched, type PoolTurnView } from '#contracts';
import { certificate, compileRules, recomputeDecision, type DecisionRecord } from '#domain';
import { outgoing, type Outgoing } from '#messaging';
import { loadConfigFile } from '#platform';
import { aCompany, aFit, aLead, anEnrichedLead, TestService } from '#testing';
import { assignmentService } from './assignment.service.js';

const yaml = readFileSync('config/assignment.yaml', 'utf8');
const identity = (role: Identity['role'], user: string, name: string): Identity => ({ user, name, role, rep: role === 'rep' ? user : null });
const ruth = identity('manager', 'ruth', 'Ruth Abernathy');
const rep = (user: string) => identity('rep', user, user);

describe('assignment', () => {
  let assignment: TestService;
  beforeEach(async () => { assignment = await TestService.open(assignmentService, { config: { 'assignment.yaml': yaml } }); });
  afterEach(async () => {
    const failed = await assignment.rows('SELECT title, detail FROM assignment_dead_letters');
    await assignment.close();
    expect(failed).toEqual([]);
  });

  const enriched = (leadId: string, more: Partial<LeadEnriched> = {}): Outgoing => outgoing(leadEnriched, leadId, anEnrichedLead(more));
  const unclear = (leadId: string): Outgoing => enriched(leadId, { fit: aFit('needs_review', 15), next: 'research', researchBy: '2026-11-22T09:31:00.000Z' });
  const researched = (leadId: string, verdict: 'fit' | 'not_fit' = 'fit', depth: 'full' | 'draft-only' = 'full'): Outgoing => outgoing(leadResearched, leadId, {
    runId: `r-${leadId}`, depth, fit: aFit(verdict), company: aCompany(), facts: [], evidence: [], snapshots: [], looks: 3, looksAllowed: 12, spentMicro: 0, stop: 'clear', stopSentence: 'It is clear.', configs: [],
  });
  const from = (country: string, employees: number | null = 620, domain = 'pelhamrye.example') => ({ company: aCompany({ country, employees, domain }) });
  const publish = async (app: 'enrichment' | 'research', ...events: Outgoing[]) => {
    await assignment.publish(app, events);
    await assignment.idle();
  };
  const assigned = async (leadId: string): Promise<LeadAssigned[]> => (await assignment.heard(leadAssigned)).filter((event) => event.leadId === leadId).map(({ data }) => data);
  const ownerOf = ({ owner }: LeadAssigned): string => (owner.kind === 'rep' ? owner.rep : owner.queue);
  const owners = async (leadId: string) => (await assigned(leadId)).map((data) => [data.epoch, ownerOf(data), data.because]);
  const why = async (leadId: string) => (await assignment.call(ruth, 'GET', `/api/leads/${leadId}/assignment`)).body;
  const records = async () => (await assignment.rows<{ because: string; record: string }>('SELECT because, record FROM assignment_decisions ORDER BY decision_id')).map(({ because, record }) => ({ because, record: JSON.parse(record) as DecisionRecord, text: record }));

  describe('a clear lead', () => {
    it('is given at once, with the reasons', async () => {
      await publish('enrichment', enriched('tessa'));
      const [data] = await assigned('tessa');
      expect(data).toMatchObject({
        epoch: 1, owner: { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' }, rule: { id: 'emea', label: 'Rest of EMEA' }, because: 'enriched', short: 'Rest of EMEA, her turn',
        sentence: 'Yours because the rule "Rest of EMEA" matched (country GB) and it was your turn.', answerBy: '2026-11-22T10:30:00.000Z', configs: [{ kind: 'assignment', version: 1 }],
      });
      expect(await why('tessa')).toEqual([{
        epoch: 1, owner: data!.owner, sentence: data!.sentence, short: data!.short, pool: 'EMEA', decidedAt: '2026-11-22T09:30:00.000Z', configs: [expect.objectContaining({ version: 1 })], waitedForResearch: false, proposal: null,
        earlierRules: [
          { id: 'same-person', label: 'Keep the owner of their open lead', why: 'none' }, { id: 'account-owner', label: 'Existing account', why: 'none' }, { id: 'not-a-fit', label: 'Not a fit', why: 'fit' },
          { id: 'partner', label: 'Partner referral', why: 'website-demo-form' }, { id: 'enterprise', label: '2,000 people or more', why: '620' }, { id: 'german-speaking', label: 'Germany, Austria, Switzerland', why: 'GB' },
        ],
        others: [{ rep: 'jonas', name: 'Jonas Achterfeld', why: expect.any(String) }, { rep: 'sofia', name: 'Sofia Marchelli', why: expect.any(String) }],
      }]);
    });

    it.each([
      ['the account owner before any pool', { company: aCompany({ country: 'US', domain: 'northmoordairy.example' }) }, 'grace', 'account-owner'],
      ['the pool where the account owner left', { company: aCompany({ country: 'NO', domain: 'fjellbris.example' }) }, 'nora', 'emea'],
      ['the queue for what is not a fit', { fit: aFit('not_fit') }, 'not-a-fit', 'not-a-fit'],
      ['Grace for a partner', { lead: aLead({ connection: 'pipedrive-partners' }) }, 'grace', 'partner'],
      ['the enterprise pool by size', from('US', 4_200), 'grace', 'enterprise'],
      ['somebody who speaks German', from('DE'), 'jonas', 'german-speaking'],
      ['the lead desk without a country', { company: { ...aCompany(), country: null } }, 'lead-desk', 'otherwise'],
    ])('goes to %s', async (_, more, owner, rule) => {
      await publish('enrichment', enriched('lead', more));
      const [data] = await assigned('lead');
      expect({ owner: ownerOf(data!), rule: data!.rule.id }).toEqual({ owner, rule });
    });

    it('says that the account owner left', async () => {
      await publish('enrichment', enriched('gudrun', { company: aCompany({ country: 'NO', domain: 'fjellbris.example' }) }));
      expect((await why('gudrun'))[0].earlierRules[1]).toEqual({ id: 'account-owner', label: 'Existing account', why: 'Lars Ekendahl left 30 Sep' });
    });
  });

  describe('an unclear lead', () => {
    it('waits for research, and is given by what research says', async () => {
      await publish('enrichment', unclear('tessa'));
      expect(await owners('tessa')).toEqual([]);
      await publish('research', researched('tessa'));
      expect(await owners('tessa')).toEqual([[1, 'nora', 'researched']]);
      expect((await assigned('tessa'))[0]!.fit.verdict).toBe('fit');
      await assignment.pass(120_000);
      await assignment.idle();
      expect(await owners('tessa')).toHaveLength(1);
      expect(await assignment.rows('SELECT id FROM assignment_tasks')).toEqual([]);
    });

    it('is given when its time is over, and is not moved by what research says later', async () => {
      await publish('enrichment', unclear('tessa'));
      await assignment.pass(59_999);
      await assignment.idle();
      expect(await owners('tessa')).toEqual([]);
      await assignment.pass(1);
      await assignment.idle();
      expect(await owners('tessa')).toEqual([[1, 'nora', 'research-timeout']]);
      expect((await why('tessa'))[0].proposal).toBeNull();
      await publish('research', researched('tessa', 'not_fit'));
      expect(await owners('tessa')).toHaveLength(1);
      expect((await why('tessa'))[0].proposal).toEqual({ rule: 'not-a-fit', label: 'Not a fit', to: 'Not a fit', rep: null, queue: 'not-a-fit', sentence: 'The rule "Not a fit" would now put it into "Not a fit".' });
    });

    it('goes on with what research said late when the owner gives it back', async () => {
      await publish('enrichment', unclear('tessa'));
      await assignment.pass(60_000);
      await assignment.idle();
      await publish('research', researched('tessa', 'not_fit'));
      await assignment.call(rep('nora'), 'POST', '/api/leads/tessa/decline', { reason: 'not a fit' });
      expect(await owners('tessa')).toEqual([[1, 'nora', 'research-timeout'], [2, 'not-a-fit', 'declined']]);
    });

    it('is given exactly once when research and the timer come together', async () => {
      const leadIds = Array.from({ length: 40 }, (_, index) => `lead-${index}`);
      await publish('enrichment', ...leadIds.map(unclear));
      await assignment.pass(60_000);
      await publish('research', ...leadIds.map((leadId) => researched(leadId)));
      const given = await assignment.heard(leadAssigned);
      expect(given.map(({ leadId }) => leadId).sort()).toEqual(leadIds.sort());
      expect(given.every(({ data }) => data.epoch === 1)).toBe(true);
    });

    it('is given at once when research was there first, once however often research is heard', async () => {
      await publish('research', researched('tessa'), researched('tessa'));
      expect(await owners('tessa')).toEqual([]);
      await publish('enrichment', unclear('tessa'));
      expect(await owners('tessa')).toEqual([[1, 'nora', 'researched']]);
    });

    it('does not wait where the profile says so, nor for a draft', async () => {
      await publish('enrichment', enriched('a', { fit: aFit('needs_review'), next: 'research', researchBy: null }), enriched('b'));
      await publish('research', researched('b', 'fit', 'draft-only'));
      expect([...(await owners('a')), ...(await owners('b'))]).toEqual([[1, 'nora', 'enriched'], [1, expect.any(String), 'enriched']]);
    });
  });

  it('keeps the owner when a lead is enriched again', async () => {
    await publish('enrichment', enriched('tessa'));
    await publish('enrichment', enriched('tessa', from('US')));
    expect(await owners('tessa')).toEqual([[1, 'nora', 'enriched']]);
  });

  it('proposes a move, and does not perform it, where later facts lead elsewhere', async () => {
    const pools = async () => (await assignment.call(ruth, 'GET', '/api/pools')).body;
    await publish('enrichment', enriched('ida', from('US', null)));
    const before = await pools();
    await publish('enrichment', enriched('ida', from('US', 3_100)));
    expect((await why('ida'))[0]).toMatchObject({
      owner: { rep: 'ana' }, proposal: { rule: 'enterprise', label: '2,000 people or more', to: 'Enterprise', rep: 'grace', queue: null, sentence: 'The rule "2,000 people or more" would now give it to Enterprise.' },
    });
    expect({ owners: await owners('ida'), pools: await pools() }).toEqual({ owners: [[1, 'ana', 'enriched']], pools: before });
    await assignment.call(ruth, 'POST', '/api/leads/ida/reassign', { rep: 'dieter', reason: 'it is Enterprise after all' });
    expect((await why('ida')).map(({ epoch, proposal }: { epoch: number; proposal: unknown }) => [epoch, proposal])).toEqual([[2, null], [1, null]]);
  });

  describe('what people say', () => {
    const say = (who: Identity, what: string, body?: unknown, leadId = 'tessa') => assignment.call(who, 'POST', `/api/leads/${leadId}/${what}`, body);
    beforeEach(() => publish('enrichment', enriched('tessa')));

    it('accept: once, by the owner or a leader', async () => {
      expect(await say(rep('jonas'), 'accept')).toMatchObject({ status: 403, body: { code: 'not_yours' } });
      expect(await say(rep('nora'), 'accept')).toEqual({ status: 200, body: { leadId: 'tessa', epoch: 1, accepted: true } });
      expect(await say(ruth, 'accept')).toMatchObject({ status: 200 });
      expect((await assignment.heard(leadAccepted)).map(({ data }) => data)).toEqual([{ epoch: 1, rep: 'nora', by: 'nora' }]);
    });

    it('decline: the next takes it, nobody gets it back, and in the end it is in a queue', async () => {
      expect(await say(rep('jonas'), 'decline', { reason: 'mine' })).toMatchObject({ status: 403 });
      expect(await say(rep('nora'), 'decline', {})).toMatchObject({ status: 422, body: { code: 'body_invalid' } });
      const seen = ['nora'];
      for (let turn = 0; turn < 3; turn += 1) {
        const { body } = await say(rep(seen.at(-1)!), 'decline', { reason: 'no time' });
        seen.push(body.owner.rep ?? body.owner.queue);
      }
      expect(seen.slice(0, 3).sort()).toEqual(['jonas', 'nora', 'sofia']);
      expect(seen[3]).toBe('lead-desk');
      expect((await owners('tessa')).map(([epoch]) => epoch)).toEqual([1, 2, 3, 4]);
      expect((await assignment.heard(leadDeclined)).map(({ data }) => data.rep)).toEqual(seen.slice(0, 3));
      expect(await say(ruth, 'decline', { reason: 'again' })).toMatchObject({ status: 409, body: { code: 'lead_in_queue' } });
    });

    it('reassign: an epoch of its own that takes nobody\'s turn', async () => {
      const turns = async () => (await assignment.call(ruth, 'GET', '/api/pools')).body.map(({ id, turns: taken }: { id: string; turns: number }) => [id, taken]);
      const before = await turns();
      expect(await say(rep('jonas'), 'reassign', { rep: 'jonas', reason: 'I want it' })).toMatchObject({ status: 403 });
      expect(await say(ruth, 'reassign', { rep: 'lars', reason: 'he knows them' })).toMatchObject({ status: 422, body: { code: 'rep_not_available', detail: expect.stringContaining('left 30 Sep') } });
      expect(await say(ruth, 'reassign', { rep: 'ana', reason: 'she knows them' })).toEqual({ status: 200, body: { leadId: 'tessa', epoch: 2, owner: { kind: 'rep', rep: 'ana', name: 'Ana Castellan' } } });
      expect(await turns()).toEqual(before);
      expect((await assigned('tessa')).at(-1)).toMatchObject({ because: 'manual', sentence: 'Yours because Ruth Abernathy gave it to you: she knows them.', short: 'By hand' });
      expect((await why('tessa')).map(({ epoch, sentence }: { epoch: number; sentence: string }) => [epoch, sentence])[0]).toEqual([2, 'Yours because Ruth Abernathy gave it to you: she knows them.']);
      expect(await say(rep('nora'), 'accept')).toMatchObject({ status: 403 });
      expect(await say(rep('ana'), 'reassign', { rep: 'nora', reason: 'hers after all' })).toMatchObject({ status: 200, body: { epoch: 3 } });
    });

    it('reassign: into a queue, in the words of who put it there', async () => {
      expect(await say(ruth, 'reassign', { queue: 'not-a-fit', reason: 'a pub, no factory' })).toMatchObject({ status: 200, body: { epoch: 2, owner: { kind: 'queue', queue: 'not-a-fit', label: 'Not a fit' } } });
      expect((await assigned('tessa')).at(-1)).toMatchObject({ because: 'manual', sentence: 'In the queue "Not a fit" because Ruth Abernathy put it there: a pub, no factory; ruth.abernathy@rimewell.example looks after it.', short: 'By hand' });
      expect(await say(ruth, 'reassign', { queue: 'not-a-fitt', reason: 'typed' })).toMatchObject({ status: 422, body: { code: 'queue_unknown', detail: 'queue: "not-a-fitt" is no queue here. Known: lead-desk, not-a-fit.' } });
      for (const body of [{ reason: 'nowhere' }, { rep: 'ana', queue: 'lead-desk', reason: 'both' }]) expect(await say(ruth, 'reassign', body)).toMatchObject({ status: 422, body: { code: 'body_invalid', detail: '(body): give either rep or queue' } });
      expect(await owners('tessa')).toHaveLength(2);
    });

    it('needs a lead that is known and given', async () => {
      await publish('enrichment', unclear('waiting'));
      expect(await say(ruth, 'accept', undefined, 'missing')).toMatchObject({ status: 404, body: { code: 'lead_unknown' } });
      expect(await say(ruth, 'reassign', { rep: 'ana', reason: 'now' }, 'waiting')).toMatchObject({ status: 409, body: { code: 'lead_not_assigned' } });
    });
  });

  it('gives nobody more than the cap of the day; who is left over waits in a queue', async () => {
    await publish('enrichment', ...Array.from({ length: 70 }, (_, index) => enriched(`lead-${index}`)));
    const given = Map.groupBy(await assignment.heard(leadAssigned), ({ data }) => ownerOf(data));
    expect(Object.fromEntries([...given].map(([owner, list]) => [owner, list.length]))).toEqual({ nora: 20, jonas: 20, sofia: 20, 'lead-desk': 10 });
    expect((await assignment.call(ruth, 'GET', '/api/reps')).body).toContainEqual({ rep: 'sofia', name: 'Sofia Marchelli', today: 20, cap: 20, available: false, why: 'at the cap of 20 today' });
    assignment.clock.pass(86_400_000);
    await publish('enrichment', enriched('tomorrow'));
    expect((await assigned('tomorrow'))[0]!.owner.kind).toBe('rep');
  });

  it('loses nothing while there are no rules: leads wait until some are published', async () => {
    await assignment.close();
    assignment = await TestService.open(assignmentService);
    await assignment.publish('enrichment', [enriched('tessa')]);
    const { raw, hash } = loadConfigFile('config', 'assignment');
    await assignment.publish('console', [outgoing(configPublished, 'assignment', { kind: 'assignment', version: 1, hash, publishedAt: '2026-11-22T09:30:00.000Z', publishedBy: 'user:kemal', document: raw })]);
    for (let tries = 0; tries < 100 && (await assigned('tessa')).length === 0; tries += 1) {
      assignment.clock.pass(10_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await owners('tessa')).toEqual([[1, 'nora', 'enriched']]);
  });

  it('gives a lead once when the process dies before the commit and the message comes again', async () => {
    await assignment.publish('enrichment', [enriched('a'), enriched('b', from('US'))]);
    await assignment.crash();
    await assignment.restart();
    await assignment.idle();
    expect([...(await owners('a')), ...(await owners('b'))]).toEqual([[1, 'nora', 'enriched'], [1, 'ana', 'enriched']]);
    await assignment.rewind(leadEnriched.topic);
    await assignment.idle();
    expect([...(await owners('a')), ...(await owners('b'))]).toHaveLength(2);
  });

  describe('200 leads', () => {
    const mixed = Array.from({ length: 200 }, (_, index) => {
      const country = ['GB', 'US', 'DE', 'CA', 'IE', 'US'][index % 6]!;
      return index % 11 === 0 ? unclear(`lead-${index}`) : enriched(`lead-${index}`, { ...from(country, index % 17 === 0 ? 3_000 : 620), ...(index % 13 === 0 ? { fit: aFit('not_fit') } : {}) });
    });

    it('can be computed again from their records, every one', async () => {
      await publish('enrichment', ...mixed);
      await assignment.pass(60_000);
      await publish('research', ...Array.from({ length: 10 }, (_, index) => researched(`lead-${index * 22}`)));
      const { compiled } = compileRules(assignmentConfig.parse(loadConfigFile('config', 'assignment').raw));
      const stored = await records();
      expect(stored).toHaveLength(200);
      for (const { record, text } of stored) expect(JSON.stringify(recomputeDecision(record, compiled))).toBe(text);
    });

    it('are fair in every pool, and a cheat is found', async () => {
      await publish('enrichment', ...Array.from({ length: 100 }, (_, index) => enriched(`lead-${index}`, from('US'))), ...Array.from({ length: 50 }, (_, index) => enriched(`lead-e${index}`)));
      const checked = async (pool: string) => (await assignment.call(ruth, 'GET', `/api/pools/${pool}/certificate`)).body;
      expect(await checked('emea')).toMatchObject({ turns: 50, holds: true, sentence: expect.stringMatching(/^Nobody was ever a full lead ahead or behind/) });
      expect(await checked('na-midmarket')).toMatchObject({ holds: true });
      expect(await checked('nobody')).toMatchObject({ status: 404, code: 'pool_unknown' });
      const turns = (await assignment.call(ruth, 'GET', '/api/pools/emea/turns')).body as PoolTurnView[];
      expect(turns.map(({ turn }) => turn)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
      const { members } = fairnessView.parse(await checked('emea')).periods[0]!;
      expect(members.map(({ rep, count }) => [rep, count])).toEqual(members.map(({ rep }) => [rep, turns.filter((turn) => turn.rep === rep).length]));
      expect(poolTurnView.parse(turns[0])).toMatchObject({ leadId: 'lead-e0', could: members.map(({ rep }) => expect.objectContaining({ rep, weight: 1 })), couldNot: [] });
      for (const pool of (await assignment.call(ruth, 'GET', '/api/pools')).body) poolView.parse(pool);
      const stored = (await records()).map(({ record }) => record);
      const cheated = stored.map((record) => (record.owner.kind === 'rep' && record.owner.rep === 'jonas' ? { ...record, owner: { kind: 'rep' as const, rep: 'nora', name: 'Nora' } } : record));
      expect(certificate('emea', cheated).holds).toBe(false);
    });
  });
});
