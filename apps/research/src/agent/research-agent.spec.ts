import { describe, expect, it } from '@jest/globals';
import { icpConfig, type Evidence, type Fact, type Field, type SnapshotRef } from '#contracts';
import type { Look, MenuItem } from '#agent';
import { judgeFit } from '#domain';
import { aFact, aFit } from '#testing';
import { PAGE_KINDS, type PageKind, type ResearchState, type ResearchSubject } from '../research-kinds.js';
import { chanceOfFit, costOfAnsweringNow } from './chance-of-fit.js';
import { factOf, judgeRun } from './judge-run.js';
import { proposeLooks } from './propose-looks.js';
import { budgetOf, researchAgent, versions } from './research-agent.js';
import { recordedSources } from '../outside/public-sources.js';

const icp = icpConfig.parse({
  name: 'Cold chain',
  must: [
    { id: 'industry', label: 'Handles chilled goods', when: { field: 'company.industry', in: ['food-manufacturing'] }, prior: 0.6 },
    { id: 'size', label: '100 to 5,000 people', when: { field: 'company.employees', between: [100, 5000] }, prior: 0.6 },
  ],
  rulesOut: [{ id: 'agency', label: 'Staffing', when: { field: 'company.kind', in: ['staffing'] }, prior: 0.1 }],
  points: [
    { id: 'sites', label: 'cold sites', when: { field: 'company.coldSites', atLeast: 2 }, points: 30, prior: 0.5 },
    { id: 'hiring', label: 'hiring', when: { field: 'company.openRoles', atLeast: 2 }, points: 30, prior: 0.4 },
  ],
  needed: 30, corroborate: { size: 2 }, costOfBeingWrong: { missedFit: '$400', falseFit: '$120', review: '$15' },
});
const ref = { kind: 'icp', version: 1, hash: 'test' };
const at = '2026-11-22T09:30:00.000Z';

const evidence = (field: Field, value: Fact['value'], quote = 'four chilled bakeries'): Evidence => ({
  id: `${field}-${String(value)}`, criterionId: null, field, value, polarity: 'supports', snapshotId: 's', url: 'https://pelhamrye.example/', quote, start: 0, end: quote.length, extractor: 'test@1', copyGroup: 'website:pelhamrye.example', observedAt: at,
});
const item = (kind: PageKind): MenuItem => ({ id: kind, label: kind, source: 'website', target: `https://pelhamrye.example/${kind}`, serves: 'question', answers: [], worthMicro: 0, costMicro: 0, maxSpendMicro: 0, blockedBy: null });
const looked = (kind: PageKind, links: readonly PageKind[] = []): Look => ({
  item: item(kind), callKey: kind, tookMs: 1,
  outcome: { ok: true, snapshot: { id: kind, url: item(kind).target, status: 200, savedAt: at, sha256: 'a', flags: [] } satisfies SnapshotRef, links: links.map((link) => ({ kind: link, url: item(link).target })), spentMicro: 0 },
});
const down: Look = { item: item('home'), callKey: 'home', tookMs: 1, outcome: { ok: false, code: 'unreachable', detail: 'down', spentMicro: 0 } };

interface Given { facts?: readonly Fact[]; evidence?: readonly Evidence[]; looks?: readonly Look[]; subject?: Partial<ResearchSubject> }
function stateOf(given: Given): ResearchState {
  const subject: ResearchSubject = { depth: 'full', question: '?', domain: 'pelhamrye.example', facts: given.facts ?? [], fit: aFit('needs_review'), icp: { ref, document: icp }, ...given.subject };
  const state = { runId: 'run-1', phase: 'propose', at, subject, budget: budgetOf(subject), looks: given.looks ?? [], evidence: given.evidence ?? [], refused: [], versions, judgement: null } as unknown as ResearchState;
  return { ...state, judgement: judgeRun(state) };
}
/** Pages on the menu, the most worth first. */
const menu = (given: Given) => proposeLooks(stateOf(given)).toSorted((a, b) => b.worthMicro - a.worthMicro);
const worthy = (given: Given): string[] => menu(given).filter(({ worthMicro, costMicro }) => worthMicro > costMicro).map(({ id }) => id);

const chilled = evidence('company.industry', 'food-manufacturing');
const people = evidence('company.employees', 620);
const sites = evidence('company.coldSites', 4);
const roles = evidence('company.openRoles', 2, 'Refrigeration Engineer\nQuality Manager');
const everyPage = PAGE_KINDS.filter((kind) => kind !== 'home');
const directory = { origin: 'directory', by: 'directory' } as const;

describe('where to look next', () => {
  it.each<[string, Given, string[]]>([
    ['begins at the homepage', {}, ['home']],
    ['follows its links, to where the open questions are answered', { looks: [looked('home', everyPage)] }, ['about', 'products', 'careers', 'locations']],
    ['asks for what is still open only', { looks: [looked('home', everyPage)], evidence: [chilled, sites] }, ['about', 'careers']],
    ['looks once more for a reason to write, when the answer is clear', { looks: [looked('home', everyPage), looked('about')], evidence: [chilled, sites, people] }, ['careers', 'news']],
    ['and not when there is one', { looks: [looked('home', everyPage), looked('about')], evidence: [chilled, sites, people, roles] }, []],
    ['wants nothing more of a company that is ruled out', { looks: [looked('home', everyPage)], evidence: [evidence('company.kind', 'staffing')] }, []],
    ['does not ask the website again what it has said already', { looks: [looked('home', everyPage)], facts: [aFact('company.employees', 2, directory)], evidence: [chilled, sites, people] }, []],
    ['has nowhere to go when the homepage is down', { looks: [down] }, []],
    ['needs a website', { subject: { domain: null } }, []],
    ['needs a profile', { subject: { icp: null } }, []],
    ['for the draft of a known fit begins at the homepage too', { subject: { depth: 'draft-only' }, facts: [aFact('company.industry', 'food-manufacturing', directory), aFact('company.employees', 620, directory), aFact('company.coldSites', 3, directory)] }, ['home']],
  ])('%s', (_, given, expected) => {
    expect(worthy(given)).toEqual(expected);
  });

  it('says what a look serves and which criteria it may answer, and never looks twice', () => {
    const [about] = menu({ looks: [looked('home', everyPage)], evidence: [chilled, sites] });
    expect(about).toMatchObject({ id: 'about', serves: 'question', answers: ['size'], maxSpendMicro: 0, costMicro: 500_000 });
    const [careers] = menu({ looks: [looked('home', everyPage)], evidence: [chilled, sites, people] });
    expect(careers).toMatchObject({ id: 'careers', serves: 'draft' });
    expect(menu({ looks: [looked('home', ['home', 'about'])] }).map(({ id }) => id)).toEqual(['about']);
  });

  it('looks at a job board that a page linked to, while roles are open or a first line wants one', () => {
    const withBoard: Look = { ...looked('careers'), outcome: { ...looked('careers').outcome, links: [{ kind: 'lever', url: 'https://jobs.lever.co/pelhamrye' }] } as Look['outcome'] };
    const looks = [looked('home', everyPage), withBoard];
    const board = (given: Given) => menu(given).find(({ id }) => id === 'board');
    expect(board({ looks, evidence: [chilled, people] })).toMatchObject({ label: 'Lever job board', source: 'lever', target: 'https://jobs.lever.co/pelhamrye', serves: 'question', answers: ['hiring'] });
    expect(board({ looks, evidence: [chilled, people, sites] })).toMatchObject({ serves: 'draft' });
    expect(board({ looks: [looked('home', everyPage)] })).toBeUndefined();
    const spoken = { ...roles, value: 1, copyGroup: 'job-board:pelhamrye.example' };
    expect(board({ looks, evidence: [chilled, spoken] })?.answers).toEqual([]);
  });

  it('asks the register where a company is, when that is open and the run began with the register', () => {
    const open: Given = { facts: [aFact('company.name', 'Pelham & Rye Foods')], subject: { icp: { ref, document: { ...icp, must: [...icp.must, { id: 'country', label: 'country', when: { field: 'company.country', in: ['GB'] }, prior: 0.9 }] } } } };
    const register = (state: ResearchState) => proposeLooks(state).find(({ id }) => id === 'register');
    expect(register(stateOf(open))).toMatchObject({ source: 'gleif', target: ':Pelham & Rye Foods', answers: ['country'] });
    expect(register(stateOf({ ...open, facts: [] }))).toBeUndefined();
    expect(register(stateOf({ facts: open.facts! }))).toBeUndefined();
    expect(register({ ...stateOf(open), versions: { website: '1' } })).toBeUndefined();
  });

  it('asks for filings of a company in the US whose industry is open, where the run began with a contact for the SEC', () => {
    const facts = [aFact('company.name', 'Tallgrass Grocers'), aFact('company.country', 'US')];
    const filer = (state: ResearchState) => proposeLooks(state).find(({ id }) => id === 'filer');
    const told = { ...versions, 'sec-edgar': '1' };
    expect(filer({ ...stateOf({ facts }), versions: told })).toMatchObject({ label: 'SEC filings', source: 'sec-edgar', target: 'name:Tallgrass Grocers', answers: ['industry'] });
    expect(filer(stateOf({ facts }))).toBeUndefined();
    expect(filer({ ...stateOf({ facts: [facts[0]!, aFact('company.country', 'CA')] }), versions: told })).toBeUndefined();
    expect(filer({ ...stateOf({ facts, evidence: [chilled] }), versions: told })).toBeUndefined();
  });

  it('takes no board that the company does not link to', () => {
    const guardrail = researchAgent(recordedSources, () => Promise.reject(new Error('no pages'))).guardrails[1]!;
    const linked = { ...looked('home'), outcome: { ...looked('home').outcome, links: [{ kind: 'lever', url: 'https://jobs.lever.co/a' }] } as Look['outcome'] };
    const board = (source: string, target: string) => guardrail.denies({ ...item('home'), id: 'board', source, target }, stateOf({ looks: [linked] }));
    expect([board('lever', 'https://jobs.lever.co/a'), board('lever', 'https://jobs.lever.co/b'), board('ashby', 'https://jobs.lever.co/a')]).toEqual([null, 'no page of the company leads to https://jobs.lever.co/b', 'no page of the company leads to https://jobs.lever.co/a']);
  });

  it('never leaves the site, whatever the menu says', () => {
    const guardrail = researchAgent(recordedSources, () => Promise.reject(new Error('no pages'))).guardrails[0]!;
    const state = stateOf({});
    expect(guardrail.denies({ ...item('about'), target: 'https://careers.pelhamrye.example/' }, state)).toBeNull();
    expect(guardrail.denies({ ...item('about'), target: 'https://evil.example/' }, state)).toBe('https://evil.example/ is not on pelhamrye.example');
  });

  it('counts no evidence that the page does not give', () => {
    const page = { id: 's', url: 'https://pelhamrye.example/', text: 'our 620 people', flags: [], savedAt: at };
    const { verify } = researchAgent(recordedSources, async () => page);
    const found = { ...evidence('company.employees', 620, 'our 620 people'), extractor: 'employees@1' };
    expect([verify(found, page), verify({ ...found, value: 6_200 }, page)]).toEqual([null, 'the quote says something else']);
  });

  it('gives a first line three looks, and a question what the profile allows', () => {
    expect(budgetOf(stateOf({}).subject).looks).toBe(12);
    expect(budgetOf(stateOf({ subject: { depth: 'draft-only' } }).subject).looks).toBe(3);
  });
});

describe('where a run stands', () => {
  it.each<[string, Given, boolean, string]>([
    ['open while a must is', { evidence: [chilled, sites] }, false, 'needs_review'],
    ['clear when it is a fit', { evidence: [chilled, sites, people] }, true, 'fit'],
    ['clear when it is ruled out', { evidence: [evidence('company.kind', 'staffing')] }, true, 'not_fit'],
    ['open when directory and website disagree', { facts: [aFact('company.employees', 2, directory)], evidence: [chilled, sites, people] }, false, 'needs_review'],
    ['open for a draft that has nothing timely', { subject: { depth: 'draft-only' }, evidence: [chilled, sites, people] }, false, 'fit'],
    ['clear for a draft that has', { subject: { depth: 'draft-only' }, evidence: [chilled, sites, people, roles] }, true, 'fit'],
  ])('%s', (_, given, clear, verdict) => {
    const { judgement } = stateOf(given);
    expect({ clear: judgement!.clear, verdict: judgement!.answer.fit.verdict }).toEqual({ clear, verdict });
  });
});

describe('the chance of a fit', () => {
  const fitOf = (...found: Evidence[]) => judgeFit(icp, ref, found.map(factOf), at);
  it.each<[string, Evidence[], number, number]>([
    // 0.6 industry · 0.6 size · 0.9 no agency · (1 − 0.5 · 0.6) points
    ['by the priors alone', [], 0.6 * 0.6 * 0.9 * 0.7, 15_000_000],
    ['with everything known but the size', [chilled, sites], 0.6 * 0.9, 15_000_000],
    ['when all is met', [chilled, sites, people], 0.9, 0.1 * 120_000_000],
    ['when it is ruled out', [evidence('company.kind', 'staffing')], 0, 0],
  ])('%s', (_, found, chance, cost) => {
    expect(chanceOfFit(fitOf(...found), icp)).toBeCloseTo(chance, 10);
    expect(costOfAnsweringNow(fitOf(...found), icp)).toBeCloseTo(cost, 0);
  });
});
