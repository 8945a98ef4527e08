import type { Evidence } from '#contracts';
import { offlinePolicy, type Agent, type Budget, type Guardrail, type Look, type Policy, type SnapshotText, type Source } from '#agent';
import { JUDGE_FIT, registrableDomain } from '#domain';
import { EXTRACTORS, extractEvidence, sameValue, verifyEvidence, type EvidencePlace } from '../extract/extract-evidence.js';
import { kindOfLook, type ResearchKinds, type ResearchState, type ResearchSubject } from '../research-kinds.js';
import { recordedSources } from '../outside/public-sources.js';
import { WEBSITE } from '../website/website.source.js';
import { judgeRun } from './judge-run.js';
import { FILINGS, PROPOSE_LOOKS, proposeLooks } from './propose-looks.js';
import { copyGroupOf } from './voices.js';

/** Evidence of one run: with the longest quotes it still fits into one event. */
const MOST_EVIDENCE = 16;
/** Looks that the first line of a draft is worth, whatever the profile allows. */
const LOOKS_FOR_DRAFT = 3;

/** What the answers of a run with these sources follow from, besides its record; a replay that differs names what has changed since. */
export const versionsOf = (sources: readonly Pick<Source, 'id' | 'version'>[]): Readonly<Record<string, string>> =>
  Object.fromEntries([JUDGE_FIT, PROPOSE_LOOKS, ...sources.map(({ id, version }) => `${id}@${version}`), ...EXTRACTORS.map(({ name }) => name)].map((name) => name.split('@') as [string, string]));

/** The versions of today for a run that began with `then`: what needs a setting is compared only where the run had it. */
export const versionsLike = (then: Readonly<Record<string, string>>): Readonly<Record<string, string>> => versionsOf(recordedSources.filter(({ id }) => id !== FILINGS || then[FILINGS] !== undefined));

/** Those of a run for which nothing is set. */
export const versions = versionsLike({});

/** What a run may use up. Without a profile nothing is looked for. */
export function budgetOf({ icp, depth }: ResearchSubject): Budget {
  if (!icp) return { looks: 0, spendMicro: 0, timeMs: 0, keptForDraft: 0 };
  const { looks, money, time, keptForDraft } = icp.document.research;
  return { looks: depth === 'full' ? looks : Math.min(looks, LOOKS_FOR_DRAFT), spendMicro: money, timeMs: time, keptForDraft };
}

const onTheSite: Guardrail<ResearchKinds> = {
  rule: 'on-the-site',
  denies: ({ source, target }, { subject }) => (source !== WEBSITE.id || registrableDomain(target) === subject.domain ? null : `${target} is not on ${subject.domain}`),
};

/** A board counts as the company's own only by a link on the company's own site. */
const linkedBoard: Guardrail<ResearchKinds> = {
  rule: 'linked-board',
  denies: ({ id, source, target }, { looks }) =>
    (id !== 'board' || looks.some(({ outcome }) => outcome.ok && outcome.links.some(({ kind, url }) => kind === source && url === target)) ? null : `no page of the company leads to ${target}`),
};

/** Points at what the extractors did not see: a model, or the record of one. `found` is what they saw. */
export type Point = (state: ResearchState, page: SnapshotText, place: EvidencePlace, found: readonly Evidence[]) => readonly Evidence[] | Promise<readonly Evidence[]>;

/** The research agent: asks how well a company fits, looks at its website and at what is public about it, answers with quotes. With `recordedSources` it replays. */
export const researchAgent = (sources: readonly Source[], snapshot: (id: string) => Promise<SnapshotText>, policy: Policy<ResearchState> = offlinePolicy, point: Point = () => []): Agent<ResearchKinds> => ({
  policy, sources, guardrails: [onTheSite, linkedBoard], judge: judgeRun, menu: proposeLooks, snapshot, extract: (state, look, page) => extract(state, look, page, point), verify: verifyEvidence,
});

/** What is new on a page. Where the company is, is asked only when nobody has said. */
async function extract(state: ResearchState, look: Look, page: SnapshotText, point: Point): Promise<Evidence[]> {
  const { subject, evidence, runId } = state;
  if (!subject.icp) return [];
  const hasCountry = subject.facts.some(({ field }) => field === 'company.country');
  const kind = kindOfLook(look);
  const place: EvidencePlace = { runId, kind, copyGroup: copyGroupOf(kind, subject.domain), icp: subject.icp.document };
  const found = extractEvidence(page, place);
  return [...found, ...await point(state, page, place, found)]
    .filter(({ field, value, copyGroup }) => !(field === 'company.country' && hasCountry) && !evidence.some((known) => known.field === field && known.copyGroup === copyGroup && sameValue(known.value, value)))
    .slice(0, MOST_EVIDENCE - evidence.length);
}
