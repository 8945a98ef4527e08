import type { CompanyBrief, Field, Fit, IcpConfig } from '#contracts';
import type { DirectoryCompany } from './match-directory.js';

export const DECIDE_NEXT = 'decideNext@1';

/** Where a lead goes after enrichment, and what research is asked. */
export interface Next {
  readonly next: 'assign' | 'research';
  /** What research is to do, if anything: `full` for an unclear lead, `draft-only` for a clear fit. */
  readonly research: { readonly depth: 'full' | 'draft-only'; readonly question: string } | null;
  /** Fields that could not be decided, and why. */
  readonly blocked: readonly { readonly field: Field; readonly reason: string }[];
}

/**
 * A clear lead is assigned at once; a clear fit also asks research for what the first line of a draft needs (unless the profile says `clearFits: false`).
 * An unclear lead is researched first, if there is a website to look at: assignment waits a while for it.
 */
export function decideNext(input: { fit: Fit; company: CompanyBrief; icp: IcpConfig; ambiguous: readonly DirectoryCompany[] }): Next {
  const { fit, company, icp, ambiguous } = input;
  const blocked = blockedFields(input);
  if (fit.verdict === 'not_fit') return { next: 'assign', research: null, blocked };
  if (company.domain === null) return { next: 'assign', research: null, blocked };
  if (fit.verdict === 'fit' && !icp.research.clearFits) return { next: 'assign', research: null, blocked };
  if (fit.verdict === 'fit') return { next: 'assign', research: { depth: 'draft-only', question: `What does ${company.name ?? company.domain} do that the first line of a mail can refer to?` }, blocked };
  return { next: 'research', research: { depth: 'full', question: question(fit, company, ambiguous) }, blocked };
}

function blockedFields({ fit, icp, ambiguous }: { fit: Fit; icp: IcpConfig; ambiguous: readonly DirectoryCompany[] }): Next['blocked'] {
  const criteria = [...icp.must, ...icp.rulesOut, ...icp.points];
  const fields = new Map<Field, string>();
  for (const id of fit.open) {
    const criterion = criteria.find((one) => one.id === id);
    const state = fit.criteria.find((one) => one.id === id)?.state;
    if (criterion) fields.set(criterion.when.field, ambiguous.length > 0 ? 'two companies match' : state === 'conflicting' ? 'sources disagree' : 'not known to any provider');
  }
  return [...fields].map(([field, reason]) => ({ field, reason }));
}

function question(fit: Fit, company: CompanyBrief, ambiguous: readonly DirectoryCompany[]): string {
  if (ambiguous.length > 0) {
    const names = ambiguous.map(({ name, country, employees }) => `${name} (${[country, employees === null ? null : employees.toLocaleString('en-US')].filter(Boolean).join(' ')})`);
    return `Which company is it: ${names.join(' or ')}?`;
  }
  const open = fit.criteria.filter(({ id }) => fit.open.includes(id)).map(({ label }) => label);
  return `What is open about ${company.name ?? company.domain}: ${open.join('; ')}?`;
}
