import type { ConfigRef, Evidence, Fact, Fit, IcpConfig, ResearchRequested } from '#contracts';
import type { Look, RunState } from '#agent';

/** Pages of a company's site that we tell apart. A run looks at one of each kind. */
export const PAGE_KINDS = ['home', 'about', 'careers', 'locations', 'quality', 'news', 'contact', 'products'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** All that a run can look at: pages, the company's job board, a register of companies, what it filed with the SEC. Looks outside the website serve by one answer each. */
export type LookKind = PageKind | 'board' | 'register' | 'filer';

export const isPage = (kind: LookKind): kind is PageKind => PAGE_KINDS.some((page) => page === kind);

/** What a run starts from; all of it is in its first line, so that a replay needs nothing else. */
export interface ResearchSubject {
  readonly depth: ResearchRequested['depth'];
  readonly question: string;
  /** Registrable domain; null when nobody knows a website. */
  readonly domain: string | null;
  /** What was known before. */
  readonly facts: readonly Fact[];
  /** The fit as enrichment judged it; it stands while there is no profile to judge by. */
  readonly fit: Fit;
  readonly icp: { readonly ref: ConfigRef; readonly document: IcpConfig } | null;
}

/** Where a run stands: the fit, and how much of a first line the evidence gives (`openerStrength`). */
export interface ResearchAnswer { readonly fit: Fit; readonly firstLine: 0 | 1 | 2 }

// A type, not an interface: it must fit the loop's `Kinds`, whose members are plain JSON.
export type ResearchKinds = { subject: ResearchSubject; evidence: Evidence; answer: ResearchAnswer };
export type ResearchState = RunState<ResearchKinds>;

/** What a look was for; the items of our menu are named after it. */
export const kindOfLook = ({ item }: Look): LookKind => item.id as LookKind;
