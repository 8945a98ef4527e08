import type { RunView } from '#contracts';
import { foldRun } from '#agent';
import { stopSentence } from './conclude-run.js';
import type { ResearchKinds } from './research-kinds.js';
import type { ResearchRun } from './research.store.js';
import { viewSteps, type RecordedEntry } from './view-steps.js';

/** A run as people watch it, from its lines; there are none before it begins. `modelMicro` is what its choices have cost. */
export function viewRun({ runId, leadId, ended, request }: ResearchRun, entries: readonly RecordedEntry[], modelMicro: number): RunView {
  const state = foldRun<ResearchKinds>(runId, entries);
  const fit = state?.judgement?.answer.fit ?? null;
  return {
    id: runId, leadId, state: ended ? 'done' : 'running', depth: request.depth, question: request.question, startedAt: entries[0]?.at ?? null,
    verdict: fit?.verdict ?? null, fit, stop: state?.end?.stop ?? null, stopSentence: state?.end ? stopSentence(state) : null,
    looks: state?.spent.looks ?? 0, looksAllowed: state?.budget.looks ?? 0, spentMicro: (state?.spent.micro ?? 0) + modelMicro,
    policy: state?.policy ?? null, configs: state?.subject.icp ? [state.subject.icp.ref] : [], steps: viewSteps(runId, entries),
  };
}
