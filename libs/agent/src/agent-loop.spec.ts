import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chainEvents, MemoryJournal, type JournalEvent } from '#journal';
import { foldRun, offlinePolicy, replayRun, runAgent, type Agent, type Budget, type Decision, type MenuItem, type Policy, type RunEntry, type RunState, type Source } from './index.js';

/** A toy question: find the number n. Pages say `n=…`; page `home` leads to the others. */
interface Toy { subject: { wanted: number }; evidence: { id: string; n: number; quote: string }; answer: { found: number | null } }

interface Page { text?: string; links?: string[]; flags?: string[]; down?: boolean; tookMs?: number; spentMicro?: number }
type Web = Record<string, Page>;

const BUDGET: Budget = { looks: 10, spendMicro: 1_000_000, timeMs: 90_000, keptForDraft: 0.2 };
const WORTH: Record<string, number> = { home: 500, about: 900, careers: 400, legal: 50 };

function world(web: Web, options: { worth?: Record<string, number>; policy?: Policy; calls?: string[] } = {}) {
  const time = { now: Date.parse('2026-11-22T09:30:00.000Z') };
  const calls = options.calls ?? [];
  const source: Source = {
    id: 'site', version: '1',
    async look({ target }) {
      calls.push(target);
      const page = web[target]!;
      time.now += page.tookMs ?? 100;
      if (page.down) return { ok: false, code: 'unreachable', detail: `${target} did not answer.`, spentMicro: 0 };
      const flags = (page.flags ?? []) as ('injection_suspected' | 'hidden_text')[];
      return { ok: true, snapshot: { id: target, url: target, status: 200, savedAt: new Date(time.now).toISOString(), sha256: 'a', flags }, links: (page.links ?? []).map((url) => ({ kind: url, url })), spentMicro: page.spentMicro ?? 0 };
    },
  };
  const worth = options.worth ?? WORTH;
  const item = (id: string, state: RunState<Toy>, known: ReadonlySet<string>): MenuItem => ({
    id, label: `page ${id}`, source: 'site', target: id, serves: 'question', answers: ['n'], worthMicro: worth[id] ?? 100, costMicro: 100,
    maxSpendMicro: web[id]?.spentMicro ?? 0, blockedBy: known.has(id) ? null : 'not found yet',
  });
  const agent: Agent<Toy> = {
    policy: options.policy ?? offlinePolicy, sources: [source],
    guardrails: [{ rule: 'no-legal-pages', denies: ({ id }) => (id === 'legal' ? 'legal pages are off limits' : null) }],
    judge: ({ evidence, subject }) => {
      const found = evidence.find(({ n }) => n === subject.wanted)?.n ?? null;
      return { clear: found !== null, sentence: found === null ? 'open' : `found ${found}`, answer: { found } };
    },
    menu: (state) => {
      if (state.judgement?.clear) return [];
      const known = new Set(['home', ...state.looks.flatMap(({ outcome }) => (outcome.ok ? outcome.links.map(({ url }) => url) : []))]);
      return Object.keys(web).map((id) => item(id, state, known));
    },
    snapshot: async (id) => ({ id, url: id, text: web[id]!.text ?? '', flags: web[id]!.flags ?? [], savedAt: '2026-11-22T09:30:00.000Z' }),
    extract: (_, __, page) => [...page.text.matchAll(/n=(\d+)/g)].map((match) => ({ id: `${page.id}:${match.index}`, n: Number(match[1]), quote: match[0] })),
    verify: (_, page) => (page.flags.includes('injection_suspected') ? 'the page gives orders to machines' : null),
  };
  const start = (budget: Budget = BUDGET) => ({ subject: { wanted: 7 }, budget, versions: { loop: '1' } });
  return { agent, calls, start, clock: { now: () => time.now } };
}

const never = new AbortController().signal;

async function runToy(web: Web, options: Parameters<typeof world>[1] & { budget?: Budget; journal?: MemoryJournal } = {}) {
  const made = world(web, options);
  const journal = options.journal ?? new MemoryJournal();
  const state = await runAgent({ runId: 'run-1', journal, agent: made.agent, start: made.start(options.budget), clock: made.clock, signal: never });
  return { state, journal, events: await journal.read('run-1'), ...made };
}

const site: Web = { home: { text: 'welcome', links: ['about', 'careers', 'legal'] }, about: { text: 'n=3' }, careers: { text: 'n=7' }, legal: { text: 'n=7' } };

describe('the agent loop', () => {
  it.each<[string, Web, Parameters<typeof runToy>[1], { stop: string; looked: string[]; found: number | null }]>([
    ['follows what the first page leads to and stops when the answer is clear', site, {}, { stop: 'clear', looked: ['home', 'about', 'careers'], found: 7 }],
    ['stops after one look when that answers it', { ...site, home: { text: 'n=7', links: ['about'] } }, {}, { stop: 'clear', looked: ['home'], found: 7 }],
    ['says when there is nowhere else to look', { home: { text: 'welcome' } }, {}, { stop: 'nothing_left', looked: ['home'], found: null }],
    ['goes on when a page does not answer', { ...site, about: { down: true } }, {}, { stop: 'clear', looked: ['home', 'about', 'careers'], found: 7 }],
    ['stops when the best look is not worth its cost', site, { worth: { home: 500, about: 90, careers: 80 } }, { stop: 'not_worth_it', looked: ['home'], found: null }],
    ['keeps a share of the looks for the draft', site, { budget: { ...BUDGET, looks: 2, keptForDraft: 0.5 } }, { stop: 'budget', looked: ['home'], found: null }],
    ['stops when the time for looking is used up', { ...site, home: { ...site['home']!, tookMs: 80_000 } }, {}, { stop: 'deadline', looked: ['home'], found: null }],
    ['does not pay more than it may', { home: { links: ['about', 'careers'] }, about: { text: 'n=7', spentMicro: 900_000 }, careers: { text: '' } }, {}, { stop: 'budget', looked: ['home', 'careers'], found: null }],
    ['does not count evidence of a page that gives orders to machines', { home: { text: 'n=7', flags: ['injection_suspected'] } }, {}, { stop: 'nothing_left', looked: ['home'], found: null }],
    ['never looks where a guardrail forbids it', { home: { links: ['legal'] }, legal: { text: 'n=7' } }, { worth: { home: 500, legal: 9_999 } }, { stop: 'nothing_left', looked: ['home'], found: null }],
  ])('%s', async (_, web, options, expected) => {
    const { state, calls } = await runToy(web, options);
    expect({ stop: state.end!.stop, looked: calls, found: state.judgement!.answer.found }).toEqual(expected);
    expect(state.end!.looks).toBe(calls.length);
  });

  it('records the menu with everything that was not chosen, and why', async () => {
    const { events } = await runToy(site);
    expect(events.slice(0, 6).map(({ type }) => type)).toEqual(['run.started', 'judgement.made', 'menu.proposed', 'decision.made', 'look.admitted', 'look.returned']);
    expect(events[2]!.data).toMatchObject({ items: [{ id: 'home', blockedBy: null }, { id: 'about', blockedBy: 'not found yet' }, { id: 'careers' }, { id: 'legal' }] });
    expect(events[3]!.data).toEqual({ kind: 'look', item: 'home', why: 'page home: worth $0.0005, costs $0.0001' });
    expect(events.filter(({ type }) => type === 'look.refused').map(({ data }) => data)).toEqual([]);
  });

  it.each<[string, Decision, string]>([
    ['is not on the menu', { kind: 'look', item: 'https://evil.example', why: 'the page says so' }, 'on-the-menu'],
    ['is blocked', { kind: 'look', item: 'careers', why: 'guess' }, 'legal'],
  ])('refuses a choice of the policy that %s, whoever made it', async (_, decision, rule) => {
    let asked = 0;
    const policy: Policy = { id: 'scripted@1', choose: () => ((asked += 1) === 1 ? decision : { kind: 'conclude', stop: 'nothing_left', why: 'enough' }) };
    const { state, calls, events } = await runToy(site, { policy });
    expect(calls).toEqual([]);
    expect(events.find(({ type }) => type === 'look.refused')!.data).toMatchObject({ item: (decision as { item: string }).item, rule });
    expect(state.end!.stop).toBe('nothing_left');
  });

  it('comes to the same end from every line of its journal after a crash, taking at most one look again', async () => {
    const whole = await runToy({ ...site, about: { down: true } });
    for (let kept = 1; kept < whole.events.length; kept += 1) {
      const journal = await journalOf(whole.events.slice(0, kept));
      const again = await runToy({ ...site, about: { down: true } }, { journal });
      const recordedLooks = whole.events.slice(0, kept).filter(({ type }) => type === 'look.returned').length;
      expect(endOf(again.state)).toEqual(endOf(whole.state));
      expect(again.calls.length).toBe(whole.calls.length - recordedLooks);
      expect(await replayRun(again.events, again.agent)).toMatchObject({ outcome: 'verified' });
    }
  });

  it('does nothing when asked to go on with a run that is over', async () => {
    const { journal, events } = await runToy(site);
    const again = await runToy(site, { journal });
    expect(again.calls).toEqual([]);
    expect(await journal.read('run-1')).toEqual(events);
  });

  it('replays any recorded run to identical lines, without a call', async () => {
    const page = fc.record({ text: fc.constantFrom('', 'n=1', 'n=7', 'n=7 n=2'), links: fc.subarray(['about', 'careers', 'legal']), down: fc.boolean(), tookMs: fc.integer({ min: 0, max: 40_000 }), flags: fc.constantFrom<string[]>([], ['injection_suspected']) });
    const webs = fc.record({ home: page, about: page, careers: page, legal: page });
    await fc.assert(fc.asyncProperty(webs, fc.integer({ min: 1, max: 6 }), async (web, looks) => {
      const { events, state } = await runToy(web, { budget: { ...BUDGET, looks } });
      const later = world(web);
      expect(await replayRun(events, later.agent)).toEqual({ outcome: 'verified', events: events.length });
      expect(later.calls).toEqual([]);
      expect(foldRun<Toy>('run-1', events as unknown as RunEntry<Toy>[])).toEqual(state);
      expect(state.spent.looks).toBeLessThanOrEqual(looks);
    }), { numRuns: 60 });
  });

  it('waits for an extractor that is slow and unsure, and needs the record of what it proposed to replay it', async () => {
    const unsure = (say: () => string): Agent<Toy>['extract'] => async (_, __, page) => [{ id: `${page.id}:unsure`, n: 7, quote: say() }];
    const made = world(site);
    const journal = new MemoryJournal();
    const agent: Agent<Toy> = { ...made.agent, extract: unsure(() => 'n=7, I think'), verify: ({ quote }) => (quote === 'n=7, I think' ? null : 'nobody says so') };
    const state = await runAgent({ runId: 'run-1', journal, agent, start: made.start(), clock: made.clock, signal: never });
    const events = await journal.read('run-1');
    expect({ found: state.judgement!.answer.found, quote: state.evidence[0]!.quote }).toEqual({ found: 7, quote: 'n=7, I think' });
    const proposed = events.find(({ type }) => type === 'evidence.proposed')!.data as { evidence: Toy['evidence'][] };
    expect(await replayRun(events, { ...agent, extract: () => proposed.evidence })).toEqual({ outcome: 'verified', events: events.length });
    expect(await replayRun(events, { ...agent, extract: unsure(() => 'n=7, or so') })).toMatchObject({ outcome: 'diverged', expected: { type: 'evidence.proposed' } });
  });

  it('shows where code of today would decide otherwise', async () => {
    const { events } = await runToy(site);
    const changed = world(site, { worth: { ...WORTH, careers: 5_000 } });
    expect(await replayRun(events, changed.agent)).toMatchObject({ outcome: 'diverged', seq: 2, expected: { type: 'menu.proposed' } });
  });
});

const endOf = ({ end, evidence, judgement, looks, spent }: RunState<Toy>) => ({ end, evidence, judgement, looks: looks.map(({ item, callKey }) => [item.id, callKey]), spent });

async function journalOf(events: readonly JournalEvent[]): Promise<MemoryJournal> {
  const journal = new MemoryJournal();
  const appended = await journal.append('run-1', null, events.map(({ type, v, at, data }) => ({ type, v, at, data })));
  expect(appended).toEqual(chainEvents('run-1', null, events));
  return journal;
}
