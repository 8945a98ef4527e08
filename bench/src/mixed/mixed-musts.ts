import { ofClearLeads } from '../embedded/embedded-file.js';
import type { Must } from '../one-per-lead.js';
import { countOf } from './mixed-leads.js';
import { PRICE_MICRO } from './provider-answer.js';

/** What `total` leads of the mix lead to: one of each, and for those that were asked about or researched what belongs to that; every verdict is fit. */
export function ofMixedLeads(total: number): Must[] {
  const [asked, researched] = [countOf('provider', total), countOf('research', total)];
  const more = (what: string, must: number, from: string): Must => ({ what, must, sql: `SELECT COUNT(*) AS found FROM ${from}` });
  return [
    ...ofClearLeads(total).filter(({ what }) => what !== 'runs of enrichment'),
    more('leads that are a fit', total, "console_leads WHERE verdict = 'fit'"),
    more('runs of enrichment', total + asked, 'enrichment_runs'),
    more('asks that ended', asked, 'enrichment_asks WHERE told = 1 AND ended = 1'),
    more('calls that were settled', asked, `outside_calls WHERE state = 'settled' AND charged_micro = ${PRICE_MICRO}`),
    more('calls', asked, 'outside_calls'),
    more('facts of the provider', 2 * asked, "enrichment_facts WHERE identity LIKE '%\"rimedata\"%'"),
    more('research runs that ended', researched, 'research_runs WHERE ended = 1'),
    more('research runs that are on record to the end', researched, "research_journal WHERE type = 'run.concluded'"),
    more('leads whose fit research proved', researched, "assignment_decisions WHERE because = 'researched'"),
    more('pages', 3 * researched, 'research_snapshots'),
    more('drafts that are ready', researched, "console_drafts WHERE state = 'ready'"),
  ];
}
