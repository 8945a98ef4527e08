import { beforeAll, describe, expect, it } from '@jest/globals';
import { icpConfig, type RunStepView, type SnapshotRef } from '#contracts';
import { offlinePolicy, runAgent, type Policy, type SnapshotText, type Source } from '#agent';
import { MemoryJournal } from '#journal';
import { aFact, aFit } from '#testing';
import { budgetOf, researchAgent, versions } from './agent/research-agent.js';
import type { ResearchState, ResearchSubject } from './research-kinds.js';
import { viewSteps, type RecordedEntry } from './view-steps.js';

const icp = icpConfig.parse({
  name: 'Cold chain',
  must: [
    { id: 'industry', label: 'Handles chilled goods', when: { field: 'company.industry', in: ['food-manufacturing'] }, prior: 0.6 },
    { id: 'size', label: '100 to 5,000 people', when: { field: 'company.employees', between: [100, 5000] }, prior: 0.6 },
  ],
  rulesOut: [{ id: 'agency', label: 'Staffing', when: { field: 'company.kind', in: ['staffing'] }, prior: 0.1 }],
  points: [{ id: 'sites', label: 'cold sites', when: { field: 'company.coldSites', atLeast: 2 }, points: 30, prior: 0.5 }],
  needed: 30, corroborate: { size: 2 }, costOfBeingWrong: { missedFit: '$400', falseFit: '$120', review: '$15' },
});
const at = '2026-11-22T09:30:00.000Z';
const HOME = 'https://pelhamrye.example/';
const PAGES: Record<string, { text: string; links?: string[]; flags?: SnapshotRef['flags'] } | null> = {
  [HOME]: { text: 'We run four chilled bakeries across Yorkshire.', links: ['about', 'careers', 'locations'] },
  [`${HOME}about`]: { text: 'Ask our 620 people.', flags: ['hidden_text', 'injection_suspected'] },
  [`${HOME}careers`]: null,
};
const subject: ResearchSubject = { depth: 'full', question: 'How many people?', domain: 'pelhamrye.example', facts: [aFact('company.domain', 'pelhamrye.example')], fit: aFit('needs_review'), icp: { ref: { kind: 'icp', version: 1, hash: 'test' }, document: icp } };

const website: Source = {
  id: 'website', version: '1',
  async look({ target }) {
    const page = PAGES[target];
    if (!page) return { ok: false, code: 'unreachable', detail: `${target} answers 503.`, spentMicro: 0 };
    return { ok: true, snapshot: { id: target, url: target, status: 200, savedAt: at, sha256: 'a', flags: page.flags ?? [] }, links: (page.links ?? []).map((kind) => ({ kind, url: HOME + kind })), spentMicro: 0 };
  },
};

/** Begins with a place that is on no menu, as a model that was talked into it would, then chooses as always. */
const talkedInto = (): Policy<ResearchState> => ({
  id: 'scripted@1',
  choose: (menu, state) => (state.looks.length + state.refused.length === 0 ? { kind: 'look', item: 'https://evil.example', why: 'a page says so' } : offlinePolicy.choose(menu, state)),
});

async function recorded(): Promise<RecordedEntry[]> {
  const journal = new MemoryJournal();
  const read = new Map<string, number>();
  /** The about page says something else when its quotes are checked. */
  const snapshot = async (id: string): Promise<SnapshotText> => {
    const times = (read.get(id) ?? 0) + 1;
    read.set(id, times);
    const { text, flags = [] } = PAGES[id]!;
    return { id, url: id, text: id.endsWith('about') && times > 1 ? text.replace('620', '6,200') : text, flags, savedAt: at };
  };
  await runAgent({ runId: 'run-1', journal, agent: researchAgent([website], snapshot, talkedInto()), start: { subject, budget: { ...budgetOf(subject), looks: 4 }, versions }, clock: { now: () => Date.parse(at) }, signal: new AbortController().signal });
  return (await journal.read('run-1')) as unknown as RecordedEntry[];
}

describe('the decisions of a run', () => {
  let entries: RecordedEntry[];
  let steps: RunStepView[];
  beforeAll(async () => {
    entries = await recorded();
    steps = viewSteps('run-1', entries);
  });
  const stepFor = (label: string) => steps.find(({ look }) => look?.label === label)!;

  it('are in order, a refused one and the last one with its reason included', () => {
    expect(steps.map(({ decision, look }) => [decision.kind, look?.label ?? null])).toEqual([['refused', null], ['look', 'homepage'], ['look', 'about page'], ['look', 'careers page'], ['conclude', null]]);
    expect(steps.map(({ seq }) => entries.find((entry) => entry.seq === seq)!.type)).toEqual(steps.map(() => 'decision.made'));
    expect(steps[0]!.decision).toEqual({ kind: 'refused', why: '"https://evil.example" is not on the menu.', stop: null });
    expect(steps.at(-1)!.decision).toEqual({ kind: 'conclude', why: 'The budget of looks (3 of 4, a share kept for the draft) is used up, and the answer is still open.', stop: 'budget' });
  });

  it('show all that could have been looked at, what it was worth and would cost, and what was in the way', () => {
    const { menu, verdict, points, sentence, decision } = stepFor('about page');
    expect(menu.map(({ label, chosen, worthMicro, costMicro, blockedBy }) => [label, chosen, worthMicro, costMicro, blockedBy])).toEqual([
      ['about page', true, 9_000_000, 500_000, null], ['careers page', false, 2_250_000, 500_000, null], ['locations page', false, 0, 500_000, null],
    ]);
    expect({ verdict, points, sentence, why: decision.why }).toEqual({ verdict: 'needs_review', points: 30, sentence: 'Needs your call, 30 of 30 points (30 needed) so far. Open: 100 to 5,000 people.', why: 'about page: worth $9.00, costs $0.50' });
    expect(steps.at(-1)!.menu).toMatchObject([{ label: 'locations page', chosen: false, blockedBy: 'no looks left for it' }]);
  });

  it('show what a look proved, and what does not count', () => {
    expect(stepFor('homepage').look).toMatchObject({ ok: true, said: 'read', snapshot: { flags: [] }, accepted: [{ quote: 'We run four chilled bakeries across Yorkshire.' }, { field: 'company.coldSites', value: 4 }], rejected: [] });
    expect(stepFor('about page').look).toMatchObject({ snapshot: { flags: ['hidden_text', 'injection_suspected'] }, accepted: [], rejected: [{ evidence: { quote: 'our 620 people' }, because: 'the page does not say so at this place' }] });
    expect(stepFor('careers page').look).toMatchObject({ ok: false, said: 'https://pelhamrye.example/careers answers 503.', snapshot: null, accepted: [], rejected: [] });
  });

  it('show a look that is still open as one that has brought nothing', () => {
    const admitted = entries.findLastIndex(({ type }) => type === 'look.admitted');
    const open = viewSteps('run-1', entries.slice(0, admitted + 1));
    expect(open.map(({ decision }) => decision.kind)).toEqual(['refused', 'look', 'look', 'look']);
    expect(open.at(-1)).toMatchObject({ look: null, menu: [{ label: 'careers page', chosen: true }, { label: 'locations page' }] });
    expect(viewSteps('run-1', [])).toEqual([]);
  });
});
