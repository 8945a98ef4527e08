import type { Stats } from '#contracts';
import { select, selectOne, type Work } from '#persistence';

interface LeadCounts { assigned: number; queued: number; waiting: number; researching: number; fit: number; not_fit: number; needs_review: number; nobody: number; spent: number }

/**
 * Exact counts, from indexes, in one consistent view.
 * submissions = leads + merged + ignored + those that still need attention or were closed. leads = assigned + queued + leadsNobodyOwns;
 * `waiting` are those of the last that wait for research, `researching` counts full runs under way, whoever owns the lead.
 */
export function* countStats(): Work<Stats> {
  const outcomes = yield* counts("SELECT outcome AS name, COUNT(*) AS amount FROM console_submissions GROUP BY outcome");
  const attention = yield* counts("SELECT state AS name, COUNT(*) AS amount FROM console_attention GROUP BY state");
  const submissionItems = yield* counts("SELECT state AS name, COUNT(*) AS amount FROM console_attention WHERE kind = 'submission' GROUP BY state");
  const effects = yield* counts("SELECT state AS name, COUNT(*) AS amount FROM console_effects GROUP BY state");
  const drafts = yield* counts("SELECT state AS name, COUNT(*) AS amount FROM console_drafts GROUP BY state");
  const leads = (yield* selectOne<LeadCounts>(`SELECT
    COALESCE(SUM(CASE WHEN owner_kind = 'rep' THEN 1 ELSE 0 END), 0) AS assigned,
    COALESCE(SUM(CASE WHEN owner_kind = 'queue' THEN 1 ELSE 0 END), 0) AS queued,
    COALESCE(SUM(CASE WHEN owner_kind IS NULL THEN 1 ELSE 0 END), 0) AS nobody,
    COALESCE(SUM(waiting), 0) AS waiting,
    COALESCE(SUM(researching), 0) AS researching,
    COALESCE(SUM(CASE WHEN verdict = 'fit' THEN 1 ELSE 0 END), 0) AS fit,
    COALESCE(SUM(CASE WHEN verdict = 'not_fit' THEN 1 ELSE 0 END), 0) AS not_fit,
    COALESCE(SUM(CASE WHEN verdict = 'needs_review' THEN 1 ELSE 0 END), 0) AS needs_review,
    COALESCE(SUM(spent_micro), 0) AS spent
    FROM console_leads WHERE known = 1`))!;
  const ended = outcomes('lead') + outcomes('merged') + outcomes('ignored');
  return {
    submissions: ended + submissionItems('open') + submissionItems('closed'),
    leads: outcomes('lead'), merged: outcomes('merged'), ignored: outcomes('ignored'),
    assigned: leads.assigned, queued: leads.queued, waiting: leads.waiting, researching: leads.researching,
    verdicts: { fit: leads.fit, not_fit: leads.not_fit, needs_review: leads.needs_review },
    drafts: drafts('ready'), effects: effects('done'), needsAttention: attention('open'), leadsNobodyOwns: leads.nobody, spentMicro: leads.spent,
  };
}

function* counts(sql: string): Work<(name: string) => number> {
  const rows = yield* select<{ name: string; amount: number }>(sql);
  const byName = new Map(rows.map(({ name, amount }) => [name, amount]));
  return (name) => byName.get(name) ?? 0;
}
