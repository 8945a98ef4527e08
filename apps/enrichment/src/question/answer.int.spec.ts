import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadChanged, leadEnriched, leadResearched, openPersonal, researchRequested, type Fact, type FieldChange, type Identity, type LeadEnriched, type LeadSnapshot } from '#contracts';
import { outgoing } from '#messaging';
import { aCompany, aFact, aFit, aLead, TestService } from '#testing';
import { enrichmentService } from '../enrichment.service.js';

const directory = `domain,alias_domains,name,country,employees,vertical,cold_sites,certifications,parent
corvane.example,,Corvane Logistics,US,3100,cold storage,14,HACCP,
corvane.example,,Corvane Events,US,40,event management,,,
haldendairy.example,,Halden Dairy Packers,GB,2,food manufacturing,,,
`;
const file = (name: string): string => readFileSync(`config/${name}`, 'utf8');
const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };
const ruth: Identity = { user: 'ruth', name: 'Ruth Abernathy', role: 'manager', rep: null };
const ida = aLead({ person: { fullName: 'Ida Renfield', title: 'Site Manager' }, company: { name: 'Corvane', domain: 'corvane.example', country: 'US' } });
const owen = aLead({ person: { fullName: 'Owen Strake', title: 'Site Manager' }, company: { name: 'Halden Dairy Packers', domain: 'haldendairy.example', country: 'GB' } });
const LOGISTICS = 'corvane-logistics@corvane.example';

describe('a question to the owner', () => {
  let enrichment: TestService;
  beforeEach(async () => { enrichment = await TestService.open(enrichmentService, { config: { 'enrichment.yaml': file('enrichment.yaml'), 'icp.yaml': file('icp.yaml'), 'directory.csv': directory } }); });
  afterEach(async () => {
    const failed = await enrichment.rows('SELECT title, detail FROM enrichment_dead_letters');
    await enrichment.close();
    expect(failed).toEqual([]);
  });

  const told = async (leadId: string): Promise<LeadEnriched[]> => (await enrichment.heard(leadEnriched)).filter((event) => event.leadId === leadId).map(({ data }) => data);
  const newest = async (leadId: string): Promise<LeadEnriched> => (await told(leadId)).at(-1)!;
  const enrich = async (leadId: string, lead: LeadSnapshot): Promise<LeadEnriched> => {
    await enrichment.publish('intake', [outgoing(leadCaptured, leadId, { submissionId: `s-${leadId}`, lead })]);
    await enrichment.idle();
    return newest(leadId);
  };
  const depths = async () => (await enrichment.heard(researchRequested)).map(({ data: { depth } }) => depth);
  const answer = (leadId: string, question: string, choice: string, who = nora) => enrichment.call(who, 'POST', `/api/leads/${leadId}/answer`, { question, choice });
  const change = async (leadId: string, value: number) => {
    await enrichment.publish('intake', [outgoing(leadChanged, leadId, { by: 'website-demo-form', changes: openPersonal<FieldChange[]>(leadId, [{ field: 'company.employees', value, changedAt: '2026-11-23T10:00:00.000Z' }]) })]);
    await enrichment.idle();
  };

  describe('which company it is', () => {
    const asked = async (): Promise<string> => (await enrich('ida', ida)).question!.id;

    it('is asked where two match, and resumes the work when it is answered', async () => {
      const first = await enrich('ida', ida);
      expect(first).toMatchObject({ fit: { verdict: 'needs_review' }, question: { sentence: 'Which company is it?', choices: [{ label: 'Corvane Logistics', detail: 'US · 3,100 people · cold storage' }, { label: 'Corvane Events' }, { label: 'Neither' }] }, answered: null });
      enrichment.clock.pass(60_000);
      expect(await answer('ida', first.question!.id, LOGISTICS)).toEqual({
        status: 200, body: { leadId: 'ida', runId: expect.any(String), question: first.question!.id, choice: LOGISTICS, label: 'Corvane Logistics', by: 'user:nora', at: '2026-11-22T09:31:00.000Z' },
      });
      const after = await newest('ida');
      expect(after).toMatchObject({
        company: { name: 'Corvane Logistics', employees: 3100, industry: 'cold-storage' }, fit: { verdict: 'fit', points: 70 }, next: 'assign', researchBy: null, question: null,
        answered: { question: 'Which company is it?', choice: 'Corvane Logistics', by: 'user:nora' },
      });
      expect(after.facts.filter(({ origin }) => origin === 'human').map(({ field, value, by, method }) => [field, value, by, method])).toEqual([['company.name', 'Corvane Logistics', 'user:nora', 'answer@1'], ['company.domain', 'corvane.example', 'user:nora', 'answer@1']]);
      expect(await depths()).toEqual(['full', 'draft-only']);
    });

    it('is settled by the other choice too: research has nothing to do for what is no fit', async () => {
      await answer('ida', await asked(), 'corvane-events@corvane.example');
      expect(await newest('ida')).toMatchObject({ company: { name: 'Corvane Events', employees: 40, industry: 'events' }, fit: { verdict: 'not_fit' }, next: 'assign' });
      expect(await depths()).toEqual(['full']);
    });

    it('may be neither: then nothing of the directory is taken, nobody is asked again, and research looks anew', async () => {
      await answer('ida', await asked(), 'neither');
      const { company, facts, question, next, blocked } = await newest('ida');
      expect({ company: [company.name, company.employees], directory: facts.filter(({ origin }) => origin === 'directory'), question, next }).toEqual({ company: ['Corvane', null], directory: [], question: null, next: 'research' });
      expect(blocked).toContainEqual({ field: 'company.employees', reason: 'not known to any provider' });
      expect(await depths()).toEqual(['full', 'full']);
    });

    it('is answered once: the same again changes nothing, another is told who answered what and when', async () => {
      const question = await asked();
      const first = await answer('ida', question, LOGISTICS);
      expect(await answer('ida', question, LOGISTICS, ruth)).toEqual(first);
      expect(await answer('ida', question, 'neither', ruth)).toMatchObject({
        status: 409, body: { code: 'question_closed', detail: 'Nora Byrne-Quill answered "Corvane Logistics" at 2026-11-22T09:30:00.000Z. If that is wrong, correct the value.', answered: { choice: LOGISTICS, by: 'user:nora' } },
      });
      expect(await told('ida')).toHaveLength(2);
      expect(await enrichment.rows('SELECT choice, user_id FROM enrichment_answers')).toEqual([{ choice: LOGISTICS, user_id: 'nora' }]);
    });

    it('is answered once when two answer in the same moment', async () => {
      const question = await asked();
      const answers = await Promise.all([answer('ida', question, LOGISTICS), answer('ida', question, 'neither', ruth)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await told('ida')).toHaveLength(2);
    });

    it('is closed once somebody corrected what it asks about', async () => {
      const question = await asked();
      await enrichment.call(nora, 'POST', '/api/leads/ida/correct', { field: 'company.name', value: 'Corvane Logistics' });
      expect(await answer('ida', question, LOGISTICS)).toMatchObject({ status: 409, body: { code: 'question_closed', detail: expect.stringContaining('not open any more'), open: null, answered: null } });
    });

    it('refuses what was not asked', async () => {
      const question = await asked();
      expect(await answer('ida', 'company.name:other', LOGISTICS)).toMatchObject({ status: 409, body: { code: 'question_closed', open: question } });
      expect(await answer('ida', question, 'corvane-zoo')).toMatchObject({ status: 422, body: { code: 'choice_unknown', detail: expect.stringContaining('is none of corvane-logistics@corvane.example, ') } });
      expect(await answer('missing', question, LOGISTICS)).toMatchObject({ status: 404, body: { code: 'lead_unknown' } });
      expect(await told('ida')).toHaveLength(1);
    });
  });

  describe('which value is right', () => {
    const research = async (facts: readonly Fact[]) => {
      const fit = aFit('needs_review', 15);
      await enrichment.publish('research', [outgoing(leadResearched, 'owen', {
        runId: 'r1', depth: 'full', company: aCompany(), facts: [...facts], evidence: [], snapshots: [], looks: 3, looksAllowed: 12, spentMicro: 0, stop: 'nothing_left', stopSentence: 'Nothing is left to look at.', configs: [],
        fit: { ...fit, open: ['size'], criteria: [{ id: 'size', label: '100 to 5,000 people', kind: 'must', state: 'conflicting', points: 0, found: '2 or 610', fields: ['company.employees'], evidenceIds: [] }] },
      })]);
      await enrichment.idle();
    };
    const site = [aFact('company.employees', 610), aFact('company.coldSites', 3), aFact('company.openRoles', 3)];

    it('is asked after research where sources disagree, and research is not asked again for it', async () => {
      expect((await enrich('owen', owen)).question).toBeNull();
      await research(site);
      expect(await newest('owen')).toMatchObject({
        fit: { verdict: 'needs_review' }, next: 'assign', researchBy: null,
        question: { id: 'company.employees:2|610', sentence: 'How many people work at Halden Dairy Packers?', choices: [{ label: '2 people', detail: 'from the directory' }, { label: '610 people', detail: 'from their website' }] },
      });
      expect(await depths()).toEqual(['full']);
      await research(site);
      expect(await told('owen')).toHaveLength(2);
    });

    it('becomes a value that no import and no sender overwrites', async () => {
      await enrich('owen', owen);
      await research(site);
      expect((await answer('owen', 'company.employees:2|610', '610')).status).toBe(200);
      expect(await newest('owen')).toMatchObject({ company: { employees: 610 }, fit: { verdict: 'fit', points: 75 }, question: null });
      await change('owen', 2);
      expect(await newest('owen')).toMatchObject({ company: { employees: 610 }, question: null, answered: null });
      expect(await told('owen')).toHaveLength(4);
    });

    it('is not asked where a person has said it', async () => {
      await enrich('owen', owen);
      await enrichment.call(nora, 'POST', '/api/leads/owen/correct', { field: 'company.employees', value: 610 });
      await research(site);
      expect((await told('owen')).map(({ question }) => question)).toEqual([null, null]);
    });
  });
});
