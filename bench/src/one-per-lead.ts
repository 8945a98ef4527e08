/** What every lead must have led to in the tables of any side once all is done: counted, each is the number of leads. */
export const ONE_PER_LEAD: Readonly<Record<string, string>> = {
  'submissions': "SELECT COUNT(*) AS found FROM intake_submissions WHERE outcome = 'lead'",
  'leads at intake': 'SELECT COUNT(*) AS found FROM intake_leads',
  'leads at enrichment': 'SELECT COUNT(*) AS found FROM enrichment_leads',
  'runs of enrichment': 'SELECT COUNT(*) AS found FROM enrichment_runs',
  'leads with an owner': "SELECT COUNT(*) AS found FROM assignment_leads WHERE status IN ('assigned', 'queued')",
  'leads that were decided': 'SELECT COUNT(DISTINCT lead_id) AS found FROM assignment_decisions',
  'decisions': 'SELECT COUNT(*) AS found FROM assignment_decisions',
  'leads at delivery': 'SELECT COUNT(*) AS found FROM delivery_leads',
  'leads at research': 'SELECT COUNT(*) AS found FROM research_leads',
  'leads that people see as assigned or queued': "SELECT COUNT(*) AS found FROM console_leads WHERE status IN ('assigned', 'queued')",
};

/** A count that must come out. */
export interface Must { readonly what: string; readonly must: number; readonly sql: string }

/** What does not come out, in words. `count` gives the `found` of a statement. */
export async function problemsOf(musts: readonly Must[], count: (sql: string) => Promise<number>): Promise<string[]> {
  const problems: string[] = [];
  for (const { what, must, sql } of musts) {
    const is = await count(sql);
    if (is !== must) problems.push(`${is} ${what}, must be ${must}`);
  }
  return problems;
}
