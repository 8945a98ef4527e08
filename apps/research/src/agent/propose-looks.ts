import type { MenuItem } from '#agent';
import { PAGE_KINDS, type PageKind, type ResearchState } from '../research-kinds.js';
import { WEBSITE } from '../website/website.source.js';
import { PAGE_LABELS } from './pages.data.js';
import { answerable, answersOf, worthForDraft, worthForQuestion } from './worth-of-looks.js';

export const PROPOSE_LOOKS = 'proposeLooks@1';

/**
 * Every look that could come next: the homepage first, then one page of each kind that a page before it led to. As long as
 * the verdict is open a look serves the question; once the lead is a fit it serves the draft; for what is no fit nothing is
 * worth a look. Looks at a website cost no money, only attention.
 */
export function proposeLooks(state: ResearchState): MenuItem[] {
  const { icp, domain } = state.subject;
  if (!icp || !domain || !state.judgement) return [];
  const { answer } = state.judgement;
  const isFit = answer.fit.verdict === 'fit';
  const open = isFit ? [] : answerable(answer, state.evidence);
  const worth = (kind: PageKind): number => (isFit ? worthForDraft(kind, answer, icp.document) : worthForQuestion(kind, answer, icp.document, state.evidence));
  return pagesOf(state, domain).map(({ kind, url }): MenuItem => ({
    id: kind, label: PAGE_LABELS[kind], source: WEBSITE.id, target: url, serves: isFit ? 'draft' : 'question', answers: answersOf(kind, open),
    worthMicro: worth(kind), costMicro: icp.document.research.lookWorth, maxSpendMicro: 0, blockedBy: null,
  }));
}

function pagesOf(state: ResearchState, domain: string): { kind: PageKind; url: string }[] {
  const looked = new Set(state.looks.map(({ item }) => item.id));
  const links = state.looks.flatMap(({ outcome }) => (outcome.ok ? outcome.links : []));
  return PAGE_KINDS.flatMap((kind) => {
    const url = kind === 'home' ? `https://${domain}/` : links.find((link) => link.kind === kind)?.url;
    return url && !looked.has(kind) ? [{ kind, url }] : [];
  });
}
