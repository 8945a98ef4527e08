import type { CompanyBrief, ConfigRef, ConfigVersion, EnrichmentConfig, Fact, Fit, IcpConfig, LeadSnapshot, Question } from '#contracts';
import {
  askOwner, briefCompany, chooseFacts, CLASSIFY_TITLE, classifyTitle, decideNext, judgeFit, matchDirectory, openPerson, summarizeLead,
  type Directory, type DirectoryMatch, type Next,
} from '#domain';
import { pure, source, type RunRecord, type Workflow } from '#workflow';
import type { Wording } from './ask/ask.js';
import { directoryFacts } from './directory-facts.js';
import { givenFacts } from './given-facts.js';
import { noProfile } from './no-profile.js';

/** What a run starts from, and what its steps add. Everything in it is data; time is passed in. */
export interface EnrichmentState {
  readonly lead: LeadSnapshot;
  /** ISO time of the run. */
  readonly at: string;
  /** What people, research and later calls of a sender said before; kept by every run. */
  readonly known: readonly Fact[];
  readonly facts: readonly Fact[];
  readonly match: DirectoryMatch;
  readonly company: CompanyBrief;
  readonly fit: Fit;
  readonly summary: string;
  readonly next: Next;
  /** What the owner is asked. */
  readonly question: Question | null;
}

/** What the recipe works with: the versions in force, and the directory. */
export interface EnrichmentParts {
  readonly enrichment: ConfigVersion<EnrichmentConfig> | null;
  readonly icp: ConfigVersion<IcpConfig> | null;
  readonly directory: Directory;
}

const ref = ({ kind, version, hash }: ConfigVersion<unknown>): ConfigRef => ({ kind, version, hash });

/** The step whose output is the question that is open until the next run. */
export const ASK_STEP = 'decide what to ask a person';

/** What a model made of the summary comes from outside, so it is on record and never computed again. */
const WORDING_STEP = 'take the wording of a model';

/** For replays: the recipe of a record without a wording has no step for one. */
export const recordedWording = ({ steps }: RunRecord): Wording | null => (steps.some(({ step }) => step === WORDING_STEP) ? { instead: '', text: '' } : null);

/** All facts of a run, as its steps gathered them. */
export const recordedFacts = ({ steps }: RunRecord): Fact[] => steps.flatMap(({ output }) => (output as Partial<EnrichmentState>).facts ?? []);

/** The recipe, from a lead as it came to a lead that can be assigned. `wording` stands in for the summary that it was made for. */
export function enrichLeadWorkflow({ enrichment, icp, directory }: EnrichmentParts, wording: Wording | null = null): Workflow<EnrichmentState> {
  return {
    name: 'enrich-lead',
    version: 1,
    gathers: ['facts'],
    steps: [
      pure('take what the sender said', 1, ({ lead, known }) => ({ facts: [...known, ...givenFacts(lead, known)] })),
      source('find the company in the directory', 2, ({ facts }) => ({ match: matchDirectory(directory, { ...briefCompany(facts), isNamedByPerson: chooseFacts(facts).get('company.name')?.fact.origin === 'human' }) })),
      pure('take what the directory knows', 3, ({ facts, match, at }) => ({ facts: directoryFacts(match, facts, enrichment?.document.waterfall ?? {}, at) })),
      pure('read the title', 3, ({ lead, facts, at }) => ({ facts: titleFacts(lead, facts, at) })),
      pure('put the company together', 1, ({ facts }) => ({ company: briefCompany(facts) })),
      pure('judge the fit', 1, ({ facts, at }) => ({ fit: icp ? judgeFit(icp.document, ref(icp), facts, at) : noProfile() })),
      pure('summarize', 1, ({ lead, company, facts }) => ({ summary: summarizeLead(openPerson(lead.person), company, facts) })),
      ...(wording ? [source<EnrichmentState>(WORDING_STEP, 1, ({ summary }) => (summary === wording.instead ? { summary: wording.text } : {}))] : []),
      pure('decide what comes next', 1, ({ fit, company, match }) => ({
        next: icp
          ? decideNext({ fit, company, icp: icp.document, ambiguous: match.outcome === 'ambiguous' ? match.candidates : [] })
          : { next: 'assign', research: null, blocked: [] },
      })),
      pure(ASK_STEP, 2, ({ match, fit, facts, company }) => ({ question: askOwner({ match, fit, facts, company }) })),
    ],
  };
}

/** A run that has not begun. */
export const initialState = (lead: LeadSnapshot, known: readonly Fact[], at: string): EnrichmentState => ({
  lead, at, known, facts: [], match: { outcome: 'none' }, company: briefCompany([]), fit: noProfile(), summary: '', next: { next: 'assign', research: null, blocked: [] }, question: null,
});

/** The versions a run was made under. */
export const runConfigs = ({ enrichment, icp }: EnrichmentParts): ConfigRef[] => [enrichment, icp].flatMap((version) => (version ? [ref(version)] : []));

/** A title that was corrected or changed since counts before the one that came with the lead. */
function titleFacts(lead: LeadSnapshot, facts: readonly Fact[], at: string): Fact[] {
  const title = chooseFacts(facts).get('person.title')?.fact.value ?? openPerson(lead.person).title;
  if (typeof title !== 'string' || !title) return [];
  const { seniority, department } = classifyTitle(title);
  const fact = (field: Fact['field'], value: string | null): Fact[] => (value === null ? [] : [{ field, value, raw: null, origin: 'derived', by: 'title', method: CLASSIFY_TITLE, confidence: 0.8, costMicro: 0, observedAt: at, evidenceId: null }]);
  return [...fact('person.seniority', seniority), ...fact('person.department', department)];
}
