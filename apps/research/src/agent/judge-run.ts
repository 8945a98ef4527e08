import type { Evidence, Fact } from '#contracts';
import type { Judgement } from '#agent';
import { judgeFit, openerStrength } from '#domain';
import type { ResearchAnswer, ResearchState } from '../research-kinds.js';
import { voiceIn } from './voices.js';

/** A company knows itself, and likes to look bigger than it is. */
const CONFIDENCE = 0.85;
const MOST_RAW = 200;

/** What proven words say, as a fact. */
export const factOf = ({ id, field, value, quote, extractor, copyGroup, observedAt }: Evidence): Fact => ({
  field, value, raw: quote.slice(0, MOST_RAW), origin: 'research', by: voiceIn(copyGroup), method: extractor, confidence: CONFIDENCE, costMicro: 0, observedAt, evidenceId: id,
});

/** Everything that is known at this point of a run. */
export const factsOf = ({ subject, evidence }: Pick<ResearchState, 'subject' | 'evidence'>): Fact[] => [...subject.facts, ...evidence.map(factOf)];

/**
 * Where the run stands. It is clear when the verdict is (*not fit* always ends it); a run for the draft only is clear when
 * there is something timely to begin with.
 */
export function judgeRun(state: ResearchState): Judgement<ResearchAnswer> {
  const { icp, depth } = state.subject;
  const fit = icp ? judgeFit(icp.document, icp.ref, factsOf(state), state.at) : state.subject.fit;
  const firstLine = openerStrength(state.evidence);
  const clear = fit.verdict === 'not_fit' || (depth === 'full' ? fit.verdict === 'fit' : firstLine === 2);
  return { clear, sentence: fit.sentence, answer: { fit, firstLine } };
}
