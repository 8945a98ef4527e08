import { dollars, type Look } from '#agent';
import { stopSentence } from './conclude-run.js';
import type { ResearchState } from './research-kinds.js';
import type { ResearchRun } from './research.store.js';

/** A run as people watch it. `state` is null before its first line. */
export function viewRun({ runId, leadId, ended, request }: ResearchRun, state: ResearchState | null) {
  const answer = state?.judgement?.answer ?? null;
  return {
    id: runId, leadId, state: ended ? 'done' : 'running', depth: request.depth, question: request.question,
    verdict: answer?.fit.verdict ?? null, sentence: state?.judgement?.sentence ?? null, fit: answer?.fit ?? null,
    looks: state?.looks.map(viewLook) ?? [], looksAllowed: state?.budget.looks ?? null,
    looking: state?.open ? { label: state.open.item.label, url: state.open.item.target } : null,
    notTaken: state?.menu.filter(({ id }) => !state.looks.some(({ item }) => item.id === id)).map(viewItem) ?? [],
    evidence: state?.evidence ?? [], rejected: state?.rejected ?? [],
    spentMicro: state?.spent.micro ?? 0, stop: state?.end?.stop ?? null, stopSentence: state?.end ? stopSentence(state) : null,
    configs: state?.subject.icp ? [state.subject.icp.ref] : [], policy: state?.policy ?? null,
  };
}

const viewItem = ({ label, target, worthMicro, costMicro, serves }: Look['item']) => ({ label, url: target, worth: dollars(worthMicro), cost: dollars(costMicro), serves });

function viewLook({ item, tookMs, outcome }: Look) {
  const page = outcome.ok ? { url: outcome.snapshot.url, outcome: 'read', snapshotId: outcome.snapshot.id, flags: outcome.snapshot.flags } : { outcome: outcome.detail, snapshotId: null, flags: [] };
  return { ...viewItem(item), ...page, ok: outcome.ok, code: outcome.ok ? null : outcome.code, tookMs, spentMicro: outcome.spentMicro };
}
