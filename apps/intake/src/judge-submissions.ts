import type { LeadSnapshot } from '#contracts';
import { mergeLead, ownLead } from './merge-lead.js';
import type { Claim, End, Ended, Reading, Submission } from './submission.js';

/** What is known of the people that submissions claim to be: the lead of each claim, and those leads. */
export interface Known { readonly claims: ReadonlyMap<string, string>; readonly leads: ReadonlyMap<string, LeadSnapshot> }

export interface Judgement {
  readonly ended: readonly Ended[];
  /** Claims that nobody had made before. */
  readonly claims: readonly (Claim & { leadId: string })[];
  /** Leads that are new or have changed, as they are in the end. */
  readonly leads: ReadonlyMap<string, LeadSnapshot>;
}

/** Says how each submission ends. One after the other, so that the second of a person in one batch finds the first. */
export function judgeSubmissions(submissions: readonly Submission[], known: Known): Judgement {
  const owners = new Map(known.claims);
  const current = new Map(known.leads);
  const changed = new Map<string, LeadSnapshot>();
  const claims: (Claim & { leadId: string })[] = [];
  const ended = submissions.map((submission): Ended => {
    const end = judge(submission, owners, current);
    const { reading } = submission;
    if (reading.as !== 'lead' || !('snapshot' in end) || isSentAgain(end)) return { submission, end };
    current.set(end.leadId, end.snapshot);
    changed.set(end.leadId, end.snapshot);
    for (const claim of reading.claims) {
      if (owners.has(claim.digest)) continue;
      owners.set(claim.digest, end.leadId);
      claims.push({ ...claim, leadId: end.leadId });
    }
    return { submission, end };
  });
  return { ended, claims, leads: changed };
}

/**
 * Whose it is: of the claims that somebody made before, the strongest says so, even if weaker ones belong to another lead.
 * The sender's own id comes before all: it says that this very submission was here already, so it adds nothing.
 */
function judge({ leadId, reading }: Submission, owners: ReadonlyMap<string, string>, leads: ReadonlyMap<string, LeadSnapshot>): End {
  if (reading.as === 'attention') return { outcome: 'needs_attention', leadId, attention: reading.attention };
  const { lead } = reading;
  if (reading.as === 'ignored') return { outcome: 'ignored', leadId, rule: reading.rule, reason: reading.reason, person: lead.person };

  const made = reading.claims.filter(({ digest }) => owners.has(digest));
  const match = made.find(({ kind }) => kind === 'sender-id') ?? made[0];
  if (!match) {
    const written = writtenByUs(reading, leads);
    if (written) return { outcome: 'merged', leadId: written.leadId, matchedBy: 'crm-object', snapshot: mergeLead(written.leadId, written.snapshot, lead) };
    return { outcome: 'lead', leadId, snapshot: ownLead(leadId, lead) };
  }
  const owner = owners.get(match.digest)!;
  const snapshot = leads.get(owner)!;
  return { outcome: 'merged', leadId: owner, matchedBy: match.kind, snapshot: match.kind === 'sender-id' ? snapshot : mergeLead(owner, snapshot, lead) };
}

/** An object that Leadwright made in a CRM for a lead without an address. With an address that says who it is: copies of an object keep our field. */
function writtenByUs({ lead, ours }: Reading & { as: 'lead' }, leads: ReadonlyMap<string, LeadSnapshot>): { leadId: string; snapshot: LeadSnapshot } | null {
  const snapshot = ours && lead.person.email === null ? leads.get(ours) : undefined;
  return snapshot ? { leadId: ours!, snapshot } : null;
}

const isSentAgain = (end: End): boolean => end.outcome === 'merged' && end.matchedBy === 'sender-id';
