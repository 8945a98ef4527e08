import type { Evidence, RunStepView } from '#contracts';
import { lacking, reduceRun, type Look, type MenuItem, type RunEntry } from '#agent';
import { stopSentence } from './conclude-run.js';
import type { ResearchKinds, ResearchState } from './research-kinds.js';

/** A line of a run's journal with its number. */
export type RecordedEntry = RunEntry<ResearchKinds> & { readonly seq: number };

/**
 * The decisions of a run, in order: what could have been looked at, where the verdict stood, what was chosen and why, and what
 * came of it. A choice that a rule refused is a step of its own; a look that is still open has brought nothing (`look` null).
 * Pure; throws what `reduceRun` throws for lines that the loop never writes.
 */
export function viewSteps(runId: string, entries: readonly RecordedEntry[]): RunStepView[] {
  const steps: RunStepView[] = [];
  let state: ResearchState | null = null;
  for (const entry of entries) {
    const before: ResearchState | null = state;
    state = reduceRun<ResearchKinds>(runId, before, entry);
    if (entry.type === 'decision.made') steps.push(stepOf(entry.seq, state));
    const step = steps.at(-1);
    if (!step) continue;
    if (entry.type === 'look.refused') step.decision = { kind: 'refused', why: entry.data.reason, stop: null };
    if (entry.type === 'look.returned') step.look = lookOf(state.looks.at(-1)!);
    if (entry.type === 'evidence.verified' && step.look) step.look = { ...step.look, ...judged(before!.proposed, entry.data) };
    if (entry.type === 'run.concluded') step.decision.why = stopSentence(state);
  }
  return steps;
}

function stepOf(seq: number, state: ResearchState): RunStepView {
  const { at, judgement, menu, decision } = state;
  const fit = judgement?.answer.fit ?? null;
  const chosen = decision?.kind === 'look' ? decision.item : null;
  return {
    seq, at, verdict: fit?.verdict ?? null, points: fit?.points ?? null, sentence: judgement?.sentence ?? null,
    menu: menu.map((item) => ({ ...viewItem(item, state), chosen: item.id === chosen })),
    decision: { kind: decision!.kind, why: decision!.why, stop: decision?.kind === 'conclude' ? decision.stop : null },
    look: null,
  };
}

function viewItem(item: MenuItem, { refused, spent, budget }: ResearchState): Omit<RunStepView['menu'][number], 'chosen'> {
  const { label, target, source, serves, worthMicro, costMicro } = item;
  const limit = lacking(item, spent, budget);
  return { label, url: target, source, serves, worthMicro, costMicro, blockedBy: item.blockedBy ?? (refused.includes(item.id) ? 'refused before' : limit && `no ${limit} left for it`) };
}

function lookOf({ item, tookMs, outcome }: Look): NonNullable<RunStepView['look']> {
  const brought = outcome.ok ? { url: outcome.snapshot.url, said: 'read', snapshot: outcome.snapshot } : { url: item.target, said: outcome.detail, snapshot: null };
  return { label: item.label, ...brought, ok: outcome.ok, tookMs, spentMicro: outcome.spentMicro, accepted: [], rejected: [] };
}

/** What the page proved, and what it says that does not count. */
function judged(proposed: readonly Evidence[], { accepted, rejected }: { accepted: readonly string[]; rejected: readonly { id: string; because: string }[] }): Pick<NonNullable<RunStepView['look']>, 'accepted' | 'rejected'> {
  return {
    accepted: proposed.filter(({ id }) => accepted.includes(id)),
    rejected: rejected.flatMap(({ id, because }) => proposed.filter((evidence) => evidence.id === id).map((evidence) => ({ evidence, because }))),
  };
}
