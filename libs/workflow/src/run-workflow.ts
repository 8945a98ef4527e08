import { Failure, toFailure } from '#contracts';
import { stateAfter, type RunRecord, type StepRecord, type Workflow } from './step.js';

/**
 * Runs a recipe from its initial state: every step in order, each on the state the ones before it left.
 * "A step ran" means: its output is in the record, which is stored in the same transaction as the outcome of the run.
 * Until then nothing has happened, so a run that is cut off starts again from the beginning and does nothing twice.
 * Errors: what a step throws, as a Failure that names the step.
 */
export function runWorkflow<S extends object>(workflow: Workflow<S>, initial: S): { state: S; record: RunRecord } {
  let state = initial;
  const steps: StepRecord[] = [];
  for (const { name, version, run } of workflow.steps) {
    const output = attempt(workflow.name, name, () => run(state));
    state = stateAfter(workflow, state, output);
    steps.push({ step: name, version, output });
  }
  return { state, record: { workflow: workflow.name, version: workflow.version, steps } };
}

function attempt<T>(workflow: string, step: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, message, retryable, details } = toFailure(error);
    throw new Failure({ code, message: `Step "${step}" of ${workflow}: ${message}`, retryable, details: { ...details, step } }, { cause: error });
  }
}
