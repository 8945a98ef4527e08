import { describe, expect, it } from '@jest/globals';
import { retryable } from '#contracts';
import { pure, runWorkflow, source, verifyRun, type Workflow } from './index.js';

interface State { name: string; looked?: number; doubled?: number }

let outsideCalls = 0;
const recipe = (double = 2, version = 1): Workflow<State> => ({
  name: 'test', version: 1,
  steps: [
    source<State>('look', 1, () => { outsideCalls += 1; return { looked: 21 }; }),
    pure('double', version, ({ looked }) => ({ doubled: looked! * double })),
  ],
});

interface Gathered { found: string[]; last: string }

const gathering: Workflow<Gathered> = {
  name: 'gather', version: 1, gathers: ['found'],
  steps: [
    source<Gathered>('look', 1, () => ({ found: ['b'], last: 'b' })),
    pure('count', 1, ({ found }) => ({ found: found.length === 2 ? ['c'] : [], last: 'c' })),
    pure('end', 1, ({ found }) => ({ last: found.at(-1)! })),
  ],
};

describe('running a workflow', () => {
  it('gives each step what the ones before it added, and records every output', () => {
    const { state, record } = runWorkflow(recipe(), { name: 'a' });
    expect(state).toEqual({ name: 'a', looked: 21, doubled: 42 });
    expect(record).toEqual({ workflow: 'test', version: 1, steps: [{ step: 'look', version: 1, output: { looked: 21 } }, { step: 'double', version: 1, output: { doubled: 42 } }] });
  });

  it('lets lists that are gathered grow, and records what each step added', () => {
    const { state, record } = runWorkflow(gathering, { found: ['a'], last: 'a' });
    expect(state).toEqual({ found: ['a', 'b', 'c'], last: 'c' });
    expect(record.steps.map(({ output }) => output)).toEqual([{ found: ['b'], last: 'b' }, { found: ['c'], last: 'c' }, { last: 'c' }]);
    expect(verifyRun(gathering, { found: ['a'], last: 'a' }, record)).toEqual({ outcome: 'verified' });
    expect(verifyRun(gathering, { found: [], last: 'a' }, record)).toMatchObject({ outcome: 'diverged', step: 'count' });
  });

  it('names the step that failed and keeps its code and whether it may be tried again', () => {
    const broken: Workflow<State> = { ...recipe(), steps: [pure('ask', 1, () => { throw retryable('PROVIDER.TIMEOUT', 'no answer in 5 s'); })] };
    let thrown: unknown;
    try {
      runWorkflow(broken, { name: 'a' });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'PROVIDER.TIMEOUT', message: 'Step "ask" of test: no answer in 5 s', retryable: true });
  });
});

describe('verifying a run', () => {
  const { record } = runWorkflow(recipe(), { name: 'a' });

  it('computes it again without looking outside', () => {
    const before = outsideCalls;
    expect(verifyRun(recipe(), { name: 'a' }, record)).toEqual({ outcome: 'verified' });
    expect(outsideCalls).toBe(before);
  });

  it('says that a newer step drifted, and lets the record stand', () => {
    expect(verifyRun(recipe(3, 2), { name: 'a' }, record)).toEqual({ outcome: 'drifted', steps: ['double@2', 'double@1'] });
  });

  it('says that the same version gave another output', () => {
    expect(verifyRun(recipe(3), { name: 'a' }, record)).toEqual({ outcome: 'diverged', step: 'double', recorded: { doubled: 42 }, computed: { doubled: 63 } });
  });
});
