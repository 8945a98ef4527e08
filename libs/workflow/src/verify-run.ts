import { stateAfter, type RunRecord, type Workflow } from './step.js';

/**
 * - `verified`: the same steps in the same versions gave the same outputs, byte for byte.
 * - `drifted`: the recipe is newer than the record; the record stands.
 * - `diverged`: the same version gave another output. This must never happen.
 */
export type Verification =
  | { readonly outcome: 'verified' }
  | { readonly outcome: 'drifted'; readonly steps: readonly string[] }
  | { readonly outcome: 'diverged'; readonly step: string; readonly recorded: unknown; readonly computed: unknown };

/** Computes a run again from its initial state. Steps that looked outside answer from the record: no outside call. */
export function verifyRun<S extends object>(workflow: Workflow<S>, initial: S, record: RunRecord): Verification {
  const drifted = driftedSteps(workflow, record);
  if (drifted.length > 0) return { outcome: 'drifted', steps: drifted };
  let state = initial;
  for (const [index, { name, kind, run }] of workflow.steps.entries()) {
    const recorded = record.steps[index]!.output as Partial<S>;
    const computed = kind === 'source' ? recorded : run(state);
    if (bytes(computed) !== bytes(recorded)) return { outcome: 'diverged', step: name, recorded, computed };
    state = stateAfter(workflow, state, recorded);
  }
  return { outcome: 'verified' };
}

function driftedSteps<S extends object>(workflow: Workflow<S>, record: RunRecord): string[] {
  const label = (step: { version: number }, name: string) => `${name}@${step.version}`;
  const now = workflow.steps.map((step) => label(step, step.name));
  const then = record.steps.map((step) => label(step, step.step));
  return now.length === then.length && now.every((name, index) => name === then[index]) ? [] : now.filter((name) => !then.includes(name)).concat(then.filter((name) => !now.includes(name)));
}

const bytes = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
