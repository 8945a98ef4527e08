import { createHash } from 'node:crypto';
import { canonicalDraft } from '#contracts';
import { look, type Invariant } from './invariant.js';

export const consoleChecks: readonly Invariant[] = [
  {
    name: 'console.approved-by-people', says: 'Every approval is on record: who, when, and exactly which text', tables: ['console_drafts', 'console_audit', 'bus_messages'],
    find(store) {
      const decided = new Map(store.all<{ approval_id: string | null; content_hash: string | null; decided_by: string | null }>('SELECT approval_id, content_hash, decided_by FROM console_drafts').map((row) => [row.approval_id, row]));
      const audited = new Set(store.all<{ subject: string; user_id: string }>("SELECT subject, user_id FROM console_audit WHERE action = 'draft.approve'").map(({ subject, user_id }) => `${subject} ${user_id}`));
      return look(store.events('outreach.approved'), ({ data }) => data.approvalId, ({ data: { approvalId, draftId, approvedBy, contentHash, content } }) => {
        const row = decided.get(approvalId);
        if (!row || row.decided_by !== approvedBy || row.content_hash !== contentHash) return 'no draft was approved so';
        if (!audited.has(`${draftId} ${approvedBy}`)) return `nothing in the audit says that ${approvedBy} approved it`;
        return !content.sealed && createHash('sha256').update(canonicalDraft(content.data)).digest('hex') !== contentHash && 'its fingerprint is not that of its text';
      });
    },
  },
  {
    name: 'console.shows-every-lead', says: 'Every lead that console has heard of can be seen there', tables: ['console_leads', 'console_erased', 'bus_messages'],
    find(store) {
      const shown = new Set(store.all<{ id: string }>('SELECT id FROM console_leads WHERE known = 1 UNION SELECT lead_id FROM console_erased').map(({ id }) => id));
      return look(store.takenBy('console', 'lead.captured'), ({ leadId }) => leadId, ({ leadId }) => !shown.has(leadId) && 'was captured, but is not shown');
    },
  },
];
