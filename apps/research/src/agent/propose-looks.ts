import { gleifTarget, JOB_BOARDS, secTarget } from '#connectors';
import type { MenuItem } from '#agent';
import { chooseFacts } from '#domain';
import { PAGE_KINDS, type LookKind, type ResearchState } from '../research-kinds.js';
import { WEBSITE } from '../website/website.source.js';
import { factsOf } from './judge-run.js';
import { PAGE_LABELS } from './pages.data.js';
import { answerable, answersOf, worthForDraft, worthForQuestion } from './worth-of-looks.js';

export const PROPOSE_LOOKS = 'proposeLooks@2';
const REGISTER = 'gleif';
/** Asked only where the SEC is told who asks. */
export const FILINGS = 'sec-edgar';

type Place = Pick<MenuItem, 'label' | 'source' | 'target'> & { readonly kind: LookKind };

/**
 * Every look that could come next: the homepage first, then one page of each kind that a page before it led to, the job board
 * that one linked to, and registers where they could answer something. As long as the verdict is open a look serves the
 * question; once the lead is a fit it serves the draft; for what is no fit nothing is worth a look. No look costs money, only
 * attention.
 */
export function proposeLooks(state: ResearchState): MenuItem[] {
  const { icp, domain } = state.subject;
  if (!icp || !domain || !state.judgement) return [];
  const { answer } = state.judgement;
  const isFit = answer.fit.verdict === 'fit';
  const open = (kind: LookKind) => (isFit ? [] : answerable(kind, answer, state.evidence));
  const worth = (kind: LookKind): number => (isFit ? worthForDraft(kind, answer, icp.document) : worthForQuestion(kind, answer, icp.document, state.evidence));
  const looked = new Set(state.looks.map(({ item }) => item.id));
  return [...pages(state, domain), ...boards(state), ...registers(state), ...filers(state)].filter(({ kind }) => !looked.has(kind)).map(({ kind, label, source, target }): MenuItem => ({
    id: kind, label, source, target, serves: isFit ? 'draft' : 'question', answers: answersOf(kind, open(kind)),
    worthMicro: worth(kind), costMicro: icp.document.research.lookWorth, maxSpendMicro: 0, blockedBy: null,
  })).filter(({ id, answers }) => (id !== 'register' && id !== 'filer') || answers.length > 0);
}

const linksOf = (state: ResearchState) => state.looks.flatMap(({ outcome }) => (outcome.ok ? outcome.links : []));

function pages(state: ResearchState, domain: string): Place[] {
  const links = linksOf(state);
  return PAGE_KINDS.flatMap((kind) => {
    const target = kind === 'home' ? `https://${domain}/` : links.find((link) => link.kind === kind)?.url;
    return target ? [{ kind, label: PAGE_LABELS[kind], source: WEBSITE.id, target }] : [];
  });
}

/** The first board that the company's own pages link to. */
function boards(state: ResearchState): Place[] {
  const link = linksOf(state).find(({ kind }) => JOB_BOARDS.some(({ id }) => id === kind));
  return link ? [{ kind: 'board', label: JOB_BOARDS.find(({ id }) => id === link.kind)!.label, source: link.kind, target: link.url }] : [];
}

/** Runs that began before there was a register do not have it on record. */
function registers(state: ResearchState): Place[] {
  const name = chooseFacts(factsOf(state)).get('company.name')?.fact.value;
  return typeof name === 'string' && state.versions[REGISTER] ? [{ kind: 'register', label: 'register of legal entities', source: REGISTER, target: gleifTarget(name, null) }] : [];
}

/** Who files with the SEC is mostly in the US. It says what a company does, not how many work there. */
function filers(state: ResearchState): Place[] {
  const chosen = chooseFacts(factsOf(state));
  const name = chosen.get('company.name')?.fact.value;
  return typeof name === 'string' && chosen.get('company.country')?.fact.value === 'US' && state.versions[FILINGS] ? [{ kind: 'filer', label: 'SEC filings', source: FILINGS, target: secTarget({ name }) }] : [];
}
