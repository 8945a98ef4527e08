import type { LeadResearched } from '#contracts';
import { briefCompany } from '#domain';
import { factsOf } from './agent/judge-run.js';
import type { ResearchState, ResearchSubject } from './research-kinds.js';

/** What a run that is over tells everyone; `modelMicro` is what its choices have cost. */
export function concludeRun(state: ResearchState, modelMicro: number): LeadResearched {
  const { subject, judgement, looks, budget, spent, end, evidence } = state;
  const facts = factsOf(state);
  return {
    runId: state.runId, depth: subject.depth, fit: judgement!.answer.fit, company: briefCompany(facts), facts, evidence: [...evidence],
    snapshots: looks.flatMap(({ outcome }) => (outcome.ok ? [outcome.snapshot] : [])),
    looks: spent.looks, looksAllowed: budget.looks, spentMicro: spent.micro + modelMicro,
    stop: end!.stop, stopSentence: stopSentence(state), configs: subject.icp ? [subject.icp.ref] : [],
  };
}

/** Why a run stopped. The loop speaks of the question; a run without one, or for a first line only, has its own words. */
export function stopSentence({ subject, judgement, end }: Pick<ResearchState, 'subject' | 'judgement' | 'end'>): string {
  const { stop, sentence } = end!;
  const forDraft = subject.depth === 'draft-only' && judgement?.answer.fit.verdict === 'fit';
  return cannotLook(subject) ?? (forDraft && (stop === 'clear' || stop === 'budget') ? FOR_DRAFT[stop] : sentence);
}

const FOR_DRAFT = {
  clear: 'There is something timely to begin a mail with.',
  budget: 'The first line of a mail is worth no more looks.',
} as const;

const cannotLook = ({ icp, domain }: ResearchSubject): string | null =>
  !icp ? 'Nothing was looked at: no ideal customer profile is configured.'
    : !domain ? 'Nothing was looked at: no website is known for this company.'
    : null;
