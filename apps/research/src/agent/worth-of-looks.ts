import type { CriterionResult, Evidence, Field, IcpConfig } from '#contracts';
import { PAGE_KINDS, type LookKind, type ResearchAnswer } from '../research-kinds.js';
import { costOfAnsweringNow } from './chance-of-fit.js';
import { SPEAKS_OF } from './pages.data.js';
import { voiceIn, voiceOf } from './voices.js';

/** The homepage leads to the other pages, so it is worth most of what they are. */
const LEADS_ON = 0.8;
/** Share of what a missed fit costs that one step of a better first line brings back: a few more people answer. */
const FIRST_LINE = 0.01;
const TIMELY: readonly Field[] = ['company.openRoles', 'company.newSite'];
const LASTING: readonly Field[] = ['company.coldSites', 'company.certifications', 'company.employees'];

/** How likely a page of a kind says something about a field, the pages behind the homepage included. */
const speaks = (kind: LookKind, field: Field): number => {
  const itself = SPEAKS_OF[kind][field] ?? 0;
  return kind === 'home' ? Math.max(itself, LEADS_ON * Math.max(...PAGE_KINDS.map((other) => SPEAKS_OF[other][field] ?? 0))) : itself;
};
const any = (kind: LookKind, fields: readonly Field[]): number => 1 - fields.reduce((none, field) => none * (1 - speaks(kind, field)), 1);

/** Criteria that could still change the verdict and that this voice has not spoken on: a website has one voice, and asking it twice proves nothing. */
export function answerable(kind: LookKind, { fit }: ResearchAnswer, evidence: readonly Evidence[]): CriterionResult[] {
  const said = evidence.filter(({ copyGroup }) => voiceIn(copyGroup) === voiceOf(kind));
  return fit.criteria.filter(({ id, fields }) => fit.open.includes(id) && !said.some(({ field }) => fields.includes(field)));
}

/** Which of the criteria a page may answer. */
export const answersOf = (kind: LookKind, criteria: readonly CriterionResult[]): string[] => criteria.filter(({ fields }) => fields.some((field) => speaks(kind, field) > 0)).map(({ id }) => id);

/**
 * What a look is worth for the question, in millionths: what answering now would cost on average, times the share of the open
 * question that the page is likely to answer. Every open must is one share, and so are the missing points together, split by
 * their points.
 */
export function worthForQuestion(kind: LookKind, answer: ResearchAnswer, icp: IcpConfig, evidence: readonly Evidence[]): number {
  const open = answer.fit.criteria.filter(({ id }) => answer.fit.open.includes(id));
  const points = open.filter((criterion) => criterion.kind === 'points');
  const allPoints = points.reduce((sum, criterion) => sum + criterion.points, 0);
  const shares = open.length - points.length + (points.length > 0 ? 1 : 0);
  const share = (criterion: CriterionResult): number => (criterion.kind === 'points' ? criterion.points / allPoints : 1) / shares;
  const answered = answerable(kind, answer, evidence).reduce((sum, criterion) => sum + share(criterion) * Math.max(...criterion.fields.map((field) => speaks(kind, field))), 0);
  return Math.round(costOfAnsweringNow(answer.fit, icp) * answered);
}

/** What a look is worth for the first line of a draft: a timely reason to write is two steps, a lasting one is one. */
export function worthForDraft(kind: LookKind, { firstLine }: ResearchAnswer, icp: IcpConfig): number {
  const timely = any(kind, TIMELY);
  const steps = firstLine === 2 ? 0 : firstLine === 1 ? timely : 2 * timely + (1 - timely) * any(kind, LASTING);
  return Math.round(icp.costOfBeingWrong.missedFit * FIRST_LINE * steps);
}
