import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  enrichmentConfig, icpConfig, leadCaptured, leadChanged, leadEnriched, leadResearched, openPersonal, researchRequested,
  type Fact, type FieldChange, type Identity, type LeadEnriched, type LeadSnapshot,
} from '#contracts';
import { buildDirectory } from '#domain';
import { outgoing } from '#messaging';
import { loadConfigFile } from '#platform';
import { aCompany, aFact, aFit, aLead, TestService } from '#testing';
import { verifyRun, type RunRecord } from '#workflow';
import { enrichLeadWorkflow, initialState } from './enrich-lead.workflow.js';
import { enrichmentService } from './enrichment.service.js';
import { loadDirectory } from './load-directory.js';

const directory = `domain,alias_domains,name,country,employees,vertical,cold_sites,certifications,parent
larkmoor.example,,Larkmoor Chilled Foods,IE,840,chilled foods,4,BRCGS,
corvane.example,,Corvane Logistics,US,3100,cold storage,6,GDP,
corvane.example,,Corvane Events,US,40,event management,,,
this line is broken
softly.example,,Softly,GB,300,software,0,,
`;
const file = (name: string): string => readFileSync(`config/${name}`, 'utf8');
const config = { 'enrichment.yaml': file('enrichment.yaml'), 'icp.yaml': file('icp.yaml'), 'directory.csv': directory };
const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };

const captured = (leadId: string, lead: LeadSnapshot) => outgoing(leadCaptured, leadId, { submissionId: `s-${leadId}`, lead });
const callum = aLead({ person: { fullName: 'Callum Reddish' }, company: { name: 'Larkmoor Chilled Foods', domain: 'larkmoor.example', country: 'IE' } });
const ida = aLead({ person: { fullName: 'Ida Renfield', title: 'Site Manager' }, company: { name: 'Corvane', domain: 'corvane.example', country: 'US' } });

describe('enrichment', () => {
  let enrichment: TestService;
  beforeEach(async () => { enrichment = await TestService.open(enrichmentService, { config }); });
  afterEach(async () => {
    const failed = await enrichment.rows('SELECT title, detail FROM enrichment_dead_letters');
    await enrichment.close();
    expect(failed).toEqual([]);
  });

  const enrich = async (leadId: string, lead: LeadSnapshot): Promise<LeadEnriched> => {
    await enrichment.publish('intake', [captured(leadId, lead)]);
    await enrichment.idle();
    return newest(leadId);
  };
  const newest = async (leadId: string): Promise<LeadEnriched> => (await enrichment.heard(leadEnriched)).findLast((event) => event.leadId === leadId)!.data;
  const asked = async () => (await enrichment.heard(researchRequested)).map(({ data: { depth, question, researchBy } }) => ({ depth, question, researchBy }));
  const change = async (leadId: string, changes: FieldChange[], by = 'website-demo-form') => {
    await enrichment.publish('intake', [outgoing(leadChanged, leadId, { by, changes: openPersonal(leadId, changes) })]);
    await enrichment.idle();
  };
  const correct = (leadId: string, field: string, value: unknown) => enrichment.call(nora, 'POST', `/api/leads/${leadId}/correct`, { field, value, reason: 'I asked' });
  const known = async (leadId: string, asOf?: string): Promise<Fact[]> =>
    ((await enrichment.call(nora, 'GET', `/api/leads/${leadId}/facts${asOf ? `?asOf=${asOf}` : ''}`)).body.facts as { fact: Fact }[]).map(({ fact }) => fact);
  const values = async (leadId: string, field: string, asOf?: string) => (await known(leadId, asOf)).filter((fact) => fact.field === field).map(({ value, by }) => [value, by]);

  it('takes a clear fit from the directory to assignment, and asks research for a first line only', async () => {
    const { fit, company, next, researchBy, account, blocked, configs } = await enrich('callum', callum);
    expect({ verdict: fit.verdict, points: fit.points, next, researchBy, blocked }).toEqual({ verdict: 'fit', points: 70, next: 'assign', researchBy: null, blocked: [] });
    expect(company).toEqual({ name: 'Larkmoor Chilled Foods', domain: 'larkmoor.example', country: 'IE', employees: 840, sizeBand: '501-1000', industry: 'food-manufacturing' });
    expect(account).toEqual({ id: 'larkmoor.example', name: 'Larkmoor Chilled Foods', owner: null });
    expect(configs.map(({ kind, version }) => `${kind}@${version}`)).toEqual(['enrichment@1', 'icp@1']);
    expect(await asked()).toEqual([{ depth: 'draft-only', question: expect.stringContaining('Larkmoor Chilled Foods'), researchBy: null }]);
  });

  it('sends an unclear lead to research in full, and says until when it is waited for and what is not known', async () => {
    const { fit, next, researchBy, blocked } = await enrich('tessa', aLead());
    expect({ verdict: fit.verdict, points: fit.points, next, researchBy }).toEqual({ verdict: 'needs_review', points: 15, next: 'research', researchBy: '2026-11-22T09:31:00.000Z' });
    expect(blocked).toContainEqual({ field: 'company.employees', reason: 'not known to any provider' });
    expect(await asked()).toEqual([{ depth: 'full', question: expect.stringMatching(/^What is open about Pelham & Rye Foods: .*100 to 5,000 people/), researchBy }]);
  });

  it('takes nothing from two companies that both match, and asks which it is', async () => {
    const { company, account, facts, blocked } = await enrich('ida', ida);
    expect({ company: company.employees, account, directory: facts.filter(({ origin }) => origin === 'directory') }).toEqual({ company: null, account: null, directory: [] });
    expect(blocked[0]!.reason).toBe('two companies match');
    expect(await asked()).toMatchObject([{ depth: 'full', question: 'Which company is it: Corvane Logistics (US 3,100) or Corvane Events (US 40)?' }]);
  });

  it('takes the company that a person names', async () => {
    await enrich('ida', ida);
    expect((await correct('ida', 'company.name', 'Corvane Logistics')).status).toBe(200);
    expect(await newest('ida')).toMatchObject({ company: { name: 'Corvane Logistics', employees: 3100, industry: 'cold-storage' }, fit: { verdict: 'fit' }, next: 'assign' });
  });

  it('spends no research on a lead that is not a fit, nor on one without a website', async () => {
    expect(await enrich('soft', aLead({ company: { name: 'Softly', domain: 'softly.example' } }))).toMatchObject({ fit: { verdict: 'not_fit' }, next: 'assign', researchBy: null });
    expect(await enrich('nobody', aLead({ company: { name: null, domain: null, country: null } }))).toMatchObject({ fit: { verdict: 'needs_review' }, next: 'assign', company: { country: null, domain: null } });
    expect(await asked()).toEqual([]);
  });

  it('publishes only what its contracts allow, and never a fact without provenance', async () => {
    await enrichment.publish('intake', [captured('callum', callum), captured('tessa', aLead()), captured('ida', ida), captured('nobody', aLead({ person: { title: null, fullName: null, email: null }, company: { name: null, domain: null, country: null } }))]);
    await enrichment.idle();
    for (const { schema, topic } of [leadEnriched, researchRequested]) {
      for (const event of (await enrichment.heard<LeadEnriched>({ topic }))) {
        expect(schema.parse(event)).toEqual(event);
        for (const fact of event.data.facts) expect(Object.entries(fact).filter(([name, value]) => value === '' || (value === null && name !== 'raw' && name !== 'evidenceId'))).toEqual([]);
      }
    }
  });

  it('reports a bad line of the directory and passes it over', () => {
    expect(enrichment.logged).toContainEqual({ event: 'directory.line', fields: { file: 'directory.csv', line: 5, reason: 'domain "this line is broken" is no domain' } });
    expect(enrichment.logged).toContainEqual({ event: 'directory.loaded', fields: { file: 'directory.csv', companies: 4, refused: 1 } });
  });

  it('lets a person decide where there is no profile of customers', async () => {
    await enrichment.close();
    enrichment = await TestService.open(enrichmentService);
    expect(await enrich('callum', callum)).toMatchObject({ fit: { verdict: 'needs_review', sentence: expect.stringContaining('no ideal customer profile') }, next: 'assign', configs: [] });
  });

  describe('computed again', () => {
    it('gives the same bytes for the same leads, under the same time, ids and versions', async () => {
      const twin = await TestService.open(enrichmentService, { config });
      const bytes = async (service: TestService) => {
        await service.publish('intake', [captured('callum', callum), captured('tessa', aLead()), captured('ida', ida)]);
        await service.idle();
        return (await service.rows<{ message: string }>('SELECT message FROM bus_messages ORDER BY position')).map(({ message }) => message);
      };
      const [first, second] = [await bytes(enrichment), await bytes(twin)];
      await twin.close();
      expect(second).toEqual(first);
      expect(first).toHaveLength(9);
    });

    it('verifies every stored run from its record, the corrected ones too', async () => {
      await enrich('callum', callum);
      await enrich('ida', ida);
      await change('ida', [{ field: 'person.title', value: 'Head of Quality', changedAt: '2026-11-22T10:00:00.000Z' }]);
      await correct('ida', 'company.name', 'Corvane Logistics');
      const version = <T>(kind: 'enrichment' | 'icp', parse: (raw: unknown) => T) => {
        const { raw, hash } = loadConfigFile(enrichment.folder, kind);
        return { kind, version: 1, hash, publishedAt: '', document: parse(raw) };
      };
      const parts = {
        enrichment: version('enrichment', (raw) => enrichmentConfig.parse(raw)), icp: version('icp', (raw) => icpConfig.parse(raw)),
        directory: buildDirectory((await loadDirectory(`${enrichment.folder}/directory.csv`)).rows),
      };
      const runs = await enrichment.rows<{ at: number; known: string; snapshot: string; record: string }>('SELECT * FROM enrichment_runs');
      const verify = (run: (typeof runs)[number], record = JSON.parse(run.record) as RunRecord) =>
        verifyRun(enrichLeadWorkflow(parts), initialState(JSON.parse(run.snapshot), JSON.parse(run.known), new Date(run.at).toISOString()), record);
      expect(runs.map((run) => verify(run))).toEqual([{ outcome: 'verified' }, { outcome: 'verified' }, { outcome: 'verified' }, { outcome: 'verified' }]);
      const forged = JSON.parse(runs[0]!.record.replace('"points":70', '"points":90')) as RunRecord;
      expect(verify(runs[0]!, forged)).toMatchObject({ outcome: 'diverged', step: 'judge the fit' });
    });
  });

  describe('what a person says', () => {
    it('beats every machine, is judged at once, and is kept by later runs', async () => {
      await enrich('callum', callum);
      enrichment.clock.pass(60_000);
      const answer = await correct('callum', 'company.employees', '6,100');
      expect(answer).toMatchObject({ status: 200, body: { leadId: 'callum', fact: { value: 6100, origin: 'human', by: 'user:nora', raw: 'I asked', confidence: 1 } } });
      expect(await newest('callum')).toMatchObject({ company: { employees: 6100 }, fit: { verdict: 'not_fit' } });
      await change('callum', [{ field: 'company.employees', value: 900, changedAt: '2026-11-23T10:00:00.000Z' }]);
      expect(await newest('callum')).toMatchObject({ company: { employees: 6100 } });
    });

    it('is one value per field: the newer takes the place of the older', async () => {
      await enrich('callum', callum);
      await correct('callum', 'company.employees', 610);
      await correct('callum', 'company.employees', 620);
      await correct('callum', 'company.employees', 610);
      expect((await values('callum', 'company.employees')).filter(([, by]) => by === 'user:nora')).toEqual([[610, 'user:nora']]);
    });

    it('does not lose what research proved', async () => {
      await enrich('tessa', aLead());
      const proven = [
        aFact('company.industry', 'food-manufacturing'), aFact('company.employees', 620), aFact('company.coldSites', 4), aFact('company.openRoles', 2, { evidenceId: 'e1' }),
      ];
      await enrichment.publish('research', [outgoing(leadResearched, 'tessa', {
        runId: 'r1', depth: 'full', fit: aFit('fit'), company: aCompany(), facts: [...proven, aFact('company.country', 'GB', { origin: 'form', by: 'website-demo-form' })],
        evidence: [], snapshots: [], looks: 3, looksAllowed: 12, spentMicro: 0, stop: 'clear', stopSentence: 'It is clear.', configs: [],
      })]);
      await enrichment.idle();
      await correct('tessa', 'person.title', 'Marketing Director');
      const { fit, facts } = await newest('tessa');
      expect(fit).toMatchObject({ verdict: 'fit', points: 60 });
      expect(facts.filter(({ origin }) => origin === 'research')).toEqual(expect.arrayContaining(proven));
      expect(await values('tessa', 'person.department')).toEqual([['marketing', 'title']]);
      expect(await values('tessa', 'company.openRoles')).toEqual([[2, 'website']]);
    });

    it('is known from then on, and what was known before can be asked', async () => {
      await enrich('callum', callum);
      enrichment.clock.pass(60_000);
      await correct('callum', 'person.title', 'Head of Quality');
      expect(await values('callum', 'person.department', '2026-11-22T09:30:30.000Z')).toEqual([['operations', 'title']]);
      expect(await values('callum', 'person.department')).toEqual([['quality', 'title']]);
      expect(await known('callum', '2026-11-22T09:29:00.000Z')).toEqual([]);
      expect(await enrichment.call(nora, 'GET', '/api/leads/callum/facts?asOf=soon')).toMatchObject({ status: 400, body: { code: 'time_invalid' } });
    });

    it.each([
      ['company.employees', 'many', 'company.employees: "many" is no whole number.'],
      ['company.employees', -3, 'company.employees: -3 is no whole number.'],
      ['company.country', 'Atlantis', 'company.country: "Atlantis" is no country. Write it like GB or Germany.'],
      ['company.industry', 'law', expect.stringContaining('Known: monitoring equipment')],
      ['company.domain', 'nowhere', expect.stringContaining('is no domain')],
      ['company.name', '  ', 'company.name: is empty.'],
    ])('is refused where the field cannot hold it: %s %j', async (field, value, detail) => {
      expect(await correct('callum', field, value)).toMatchObject({ status: 422, body: { code: 'value_invalid', detail } });
    });

    it.each([
      ['company.country', 'Germany', 'DE'], ['company.industry', 'Cold storage', 'cold-storage'], ['company.domain', 'https://www.larkmoor.example/', 'larkmoor.example'],
      ['company.certifications', 'HACCP, GDP', ['HACCP', 'GDP']], ['company.coldSites', 3, 3],
    ])('is held as its field holds it: %s %j', async (field, value, held) => {
      await enrich('callum', callum);
      expect((await correct('callum', field, value)).body.fact.value).toEqual(held);
    });

    it('needs a lead', async () => {
      expect(await correct('missing', 'company.employees', 3)).toMatchObject({ status: 404, body: { code: 'lead_unknown' } });
    });
  });

  describe('what a sender says later', () => {
    const later = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`;

    it('takes the place of what they said before, field by field, where it is newer', async () => {
      await enrich('callum', aLead({ company: { name: 'Larkmoor', domain: 'larkmoor.example', country: 'IE', employees: 300 } }));
      await change('callum', [{ field: 'company.employees', value: 4_000, changedAt: later(5) }, { field: 'company.name', value: 'Larkmoor Foods', changedAt: '2026-11-22T09:00:00.000Z' }]);
      expect(await newest('callum')).toMatchObject({ company: { employees: 4_000, name: 'Larkmoor' } });
      expect(await values('callum', 'company.employees')).toEqual([[4_000, 'website-demo-form']]);
    });

    it('ends up the same in any order, and however often it comes', async () => {
      await enrich('callum', callum);
      await change('callum', [{ field: 'company.employees', value: 900, changedAt: later(9) }]);
      await change('callum', [{ field: 'company.employees', value: 700, changedAt: later(5) }]);
      await change('callum', [{ field: 'company.employees', value: 900, changedAt: later(9) }]);
      expect(await newest('callum')).toMatchObject({ company: { employees: 900 } });
      expect(await enrichment.heard(leadEnriched)).toHaveLength(2);
    });

    it('is kept when the lead is run again for another reason', async () => {
      await enrich('callum', callum);
      await change('callum', [{ field: 'company.employees', value: 900, changedAt: later(9) }]);
      expect((await correct('callum', 'company.coldSites', 5)).status).toBe(200);
      expect(await newest('callum')).toMatchObject({ company: { employees: 900 } });
    });

    it('starts no run where no value is new, where a field was emptied, or where the lead is not known', async () => {
      await enrich('callum', callum);
      await change('callum', [{ field: 'company.country', value: 'IE', changedAt: later(5) }, { field: 'company.name', value: null, changedAt: later(5) }]);
      await change('missing', [{ field: 'company.country', value: 'GB', changedAt: later(5) }]);
      expect(await enrichment.heard(leadEnriched)).toHaveLength(1);
    });

    it('makes one run of several changes that come together', async () => {
      await enrich('callum', callum);
      await enrichment.publish('intake', [
        outgoing(leadChanged, 'callum', { by: 'website-demo-form', changes: openPersonal<FieldChange[]>('callum', [{ field: 'company.employees', value: 900, changedAt: later(5) }]) }),
        outgoing(leadChanged, 'callum', { by: 'website-demo-form', changes: openPersonal<FieldChange[]>('callum', [{ field: 'person.title', value: 'Head of Quality', changedAt: later(6) }]) }),
      ]);
      await enrichment.idle();
      expect(await enrichment.heard(leadEnriched)).toHaveLength(2);
      expect(await newest('callum')).toMatchObject({ company: { employees: 900 }, facts: expect.arrayContaining([expect.objectContaining({ field: 'person.department', value: 'quality' })]) });
    });
  });
});
