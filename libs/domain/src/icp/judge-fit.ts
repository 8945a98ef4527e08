import type { ConfigRef, CriterionResult, Fact, Fit, IcpConfig } from '#contracts';
import { chooseFacts } from '../enrichment/choose-facts.js';
import { evaluateCriterion } from './evaluate-criterion.js';

export const JUDGE_FIT = 'judgeFit@1';

/**
 * The verdict on the facts, the same for enrichment and research.
 * - *fit*: every must is met, nothing rules it out, and the points met reach what is needed.
 * - *not fit*: a must failed or a disqualifier holds (corroborated as the profile asks), or even all open points would not do.
 * - otherwise *needs review*: `open` names what could change the answer.
 *
 * `at` is the time of the judgement, for criteria with an age. Deterministic; the order of the facts does not matter.
 */
export function judgeFit(icp: IcpConfig, ref: ConfigRef, facts: readonly Fact[], at: string): Fit {
  const chosen = chooseFacts(facts);
  const evaluate = (list: IcpConfig['must'], kind: CriterionResult['kind']) => list.map((criterion) => evaluateCriterion(criterion, kind, chosen, icp, at));
  const must = evaluate(icp.must, 'must');
  const rulesOut = evaluate(icp.rulesOut, 'disqualifier');
  const points = evaluate(icp.points, 'points');
  const criteria = [...must, ...rulesOut, ...points, ...evaluate(icp.goodMoment, 'moment')];

  const met = sum(points.filter(({ state }) => state === 'met'));
  const hi = met + sum(points.filter(({ state }) => state === 'unknown' || state === 'conflicting'));
  const failing = [...must.filter(({ state }) => state === 'not_met'), ...rulesOut.filter(({ state }) => state === 'met')];
  const openMusts = must.filter(isOpen);
  const disputed = rulesOut.filter(({ state }) => state === 'conflicting');
  const openPoints = met >= icp.needed ? [] : points.filter(isOpen);

  const verdict: Fit['verdict'] = failing.length > 0 || hi < icp.needed ? 'not_fit'
    : openMusts.length === 0 && disputed.length === 0 && met >= icp.needed ? 'fit'
    : 'needs_review';
  const decidedBy = failing.length > 0 ? failing : verdict === 'fit' ? [...must, ...points.filter(({ state }) => state === 'met')] : verdict === 'not_fit' ? points.filter(({ state }) => state === 'not_met') : [];
  const open = verdict === 'needs_review' ? [...openMusts, ...disputed, ...openPoints] : [];
  const possible = sum(points);
  return {
    verdict, points: met, lo: met, hi, needed: icp.needed, possible, criteria,
    decidedBy: decidedBy.map(({ id }) => id), open: open.map(({ id }) => id),
    sentence: sentence(verdict, { met, possible, needed: icp.needed, failing, open }),
    method: JUDGE_FIT, icp: ref,
  };
}

const isOpen = ({ state }: CriterionResult): boolean => state === 'unknown' || state === 'conflicting';
const sum = (criteria: readonly CriterionResult[]): number => criteria.reduce((total, { points }) => total + points, 0);

function sentence(verdict: Fit['verdict'], { met, possible, needed, failing, open }: { met: number; possible: number; needed: number; failing: CriterionResult[]; open: CriterionResult[] }): string {
  const score = `${met} of ${possible} points (${needed} needed)`;
  if (verdict === 'fit') return `Good fit, ${score}.`;
  if (verdict === 'not_fit' && failing.length > 0) return `Not a fit: ${failing.map(failure).join('; ')}.`;
  if (verdict === 'not_fit') return `Not a fit: ${score}, and nothing that is open could change that.`;
  const names = open.map(({ label, state, found }) => (state === 'conflicting' ? `${label} (${found})` : label));
  return `Needs your call, ${score} so far. Open: ${names.join('; ')}.`;
}

const failure = ({ kind, label, found }: CriterionResult): string => (kind === 'disqualifier' ? `ruled out: ${label}${found ? ` (${found})` : ''}` : `${label}: ${found ?? 'no'}`);
