import { both, countBy, look, type Invariant } from './invariant.js';

interface Submission { id: string; call_id: string; outcome: string; lead_id: string; rule: string | null }
const ENDS: Readonly<Record<string, string>> = { lead: 'lead.captured', merged: 'lead.merged', ignored: 'submission.ignored' };

export const intakeChecks: readonly Invariant[] = [
  {
    name: 'intake.one-end', says: 'Every stored submission has exactly one end: a lead, merged, ignored by a named rule, or needs attention', tables: ['intake_submissions', 'intake_dead_letters', 'bus_messages'],
    find(store) {
      const submissions = store.all<Submission>('SELECT * FROM intake_submissions');
      const told = Map.groupBy(store.events(...Object.values(ENDS)), ({ data }) => data.submissionId as string);
      const asked = new Set(store.all<{ body: string | null }>("SELECT body FROM intake_dead_letters WHERE kind = 'submission'").map(({ body }) => (JSON.parse(body ?? '{}') as { submissionId?: string }).submissionId));
      const known = new Set(submissions.map(({ id }) => id));
      return both(
        look(submissions, ({ id }) => id, ({ id, outcome, lead_id, rule }) => {
          const events = told.get(id) ?? [];
          if (outcome === 'needs_attention') return events.length > 0 ? `needs attention, but also ended as ${events[0]!.type}` : !asked.has(id) && 'needs attention, but nobody was asked';
          if (outcome === 'ignored' && !rule) return 'ignored by no rule';
          const type = ENDS[outcome];
          if (!type) return `ended as ${outcome}, which is no end`;
          return events.length !== 1 ? `${outcome}, but told ${events.length} times` : (events[0]!.type !== type || events[0]!.leadId !== lead_id) && `${outcome} in ${lead_id}, but told as ${events[0]!.type} of ${events[0]!.leadId}`;
        }),
        look(told, ([id]) => id, ([id]) => !known.has(id) && 'was told, but is not stored'),
      );
    },
  },
  {
    name: 'intake.calls-kept', says: 'Every stored call has its submissions or those it announced are being read back, or names the first call that it repeats', tables: ['intake_calls', 'intake_submissions', 'intake_announcements', 'intake_readings'],
    find: (store) => look(
      store.all<{ id: string; repeats: string | null; body: string | null; amount: number; announced: number; first: number }>('SELECT id, repeats, body, (SELECT COUNT(*) FROM intake_submissions s WHERE s.call_id = c.id) + (SELECT COUNT(*) FROM intake_readings r WHERE r.call_id = c.id) AS amount, COALESCE((SELECT leads FROM intake_announcements a WHERE a.call_id = c.id), 1) AS announced, EXISTS (SELECT 1 FROM intake_calls f WHERE f.id = c.repeats) AS first FROM intake_calls c'),
      ({ id }) => id, ({ repeats, body, amount, announced, first }) => (repeats === null ? (amount < announced ? `has ${amount} of ${announced} submissions` : body === null && 'its bytes were not kept') : first === 0 && `repeats ${repeats}, which is not stored`),
    ),
  },
  {
    name: 'intake.one-lead-per-person', says: 'Every lead began with exactly one submission, and every claim belongs to one lead that exists', tables: ['intake_leads', 'intake_claims', 'intake_submissions'],
    find(store) {
      const leads = store.all<{ lead_id: string }>('SELECT lead_id FROM intake_leads');
      const begun = countBy(store.all<Submission>("SELECT * FROM intake_submissions WHERE outcome = 'lead'"), ({ lead_id }) => lead_id);
      const known = new Set(leads.map(({ lead_id }) => lead_id));
      return both(
        look(new Set([...known, ...begun.keys()]), (id) => id, (id) => (!known.has(id) ? 'began, but is not stored' : begun.get(id) !== 1 && `began ${begun.get(id) ?? 0} times`)),
        look(store.all<{ digest: string; lead_id: string }>('SELECT digest, lead_id FROM intake_claims'), ({ digest }) => digest, ({ lead_id }) => !known.has(lead_id) && `belongs to ${lead_id}, which does not exist`),
        look(countBy(store.all<{ digest: string }>('SELECT digest FROM intake_claims'), ({ digest }) => digest), ([digest]) => digest, ([, amount]) => amount > 1 && `belongs to ${amount} leads`),
      );
    },
  },
];
