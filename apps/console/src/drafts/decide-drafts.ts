import { Injectable } from '@nestjs/common';
import { outreachApproved, outreachRejected, ProblemError, type DraftView, type Identity } from '#contracts';
import { outgoing, Outbox, type Outgoing } from '#messaging';
import { failpoint, UnitOfWork, type Row, type Work } from '#persistence';
import { Clock, Ids } from '#platform';
import { leadNames } from '../attention/attention-item.js';
import { Changes } from '../changes/changes.js';
import { ConsoleSettings } from '../configs/console-settings.js';
import { writeAudit } from '../operations/write-audit.js';
import { readDocuments, upsert } from '../projections/store-leads.js';
import { timelineRow, writeTimeline } from '../projections/store-timeline.js';
import { decideDraft, type DraftCase, type DraftDecision, type DraftWish } from './decide-draft.js';
import { draftColumns, draftViewOf, type DraftRow } from './draft-row.js';
import { draftsLock, readDraft, readDraftsOf } from './read-drafts.js';

type Granted = Exclude<DraftDecision, { kind: 'refused' }>;

/** Stores what a person decided about a draft: state, event, timeline and audit in one transaction. */
@Injectable()
export class DecideDrafts {
  constructor(
    private readonly work: UnitOfWork, private readonly outbox: Outbox, private readonly clock: Clock, private readonly ids: Ids,
    private readonly settings: ConsoleSettings, private readonly changes: Changes,
  ) {}

  /** The draft afterwards. Errors: 403 and 404, 409 `draft_changed` and others, each with what to do. */
  async decide(id: string, wish: DraftWish, caller: Identity): Promise<DraftView> {
    const { outbox, settings } = this;
    const at = { now: this.clock.now(), caller, approval: settings.approval };
    const audit = { id: this.ids.next(), at: at.now, user_id: caller.user, action: `draft.${wish.action}`, subject: id };
    const leadId = (await this.work.read(() => readDraft(id)))?.lead_id;
    const { decision, leadName } = await this.work.transact({
      lock: leadId === undefined ? [] : [draftsLock(leadId)],
      read: () => readCase(id),
      decide: (found) => ({ decision: decideDraft(found, wish, at), leadName: found.leadName }),
      *write(outcome) {
        const { decision } = outcome;
        if (decision.kind === 'refused') return outcome;
        yield* upsert('console_drafts', 'id', [draftColumns(decision.row)]);
        const events = yield* outbox.publish(eventsOf(decision, at.now));
        const edited = decision.kind === 'revised' ? editedLine(audit.id, decision.row, at) : null;
        yield* writeTimeline([...events.map((event) => timelineRow(event, settings.forViews().nameOf)), edited]);
        yield* writeAudit({ ...audit, detail: auditDetail(decision) });
        return outcome;
      },
    });
    failpoint('K18');
    if (decision.kind === 'refused') throw new ProblemError(decision.status, decision.code, decision.title, decision.detail, { draftId: id });
    this.changes.announce([decision.row.lead_id], ['drafts', 'timeline']);
    return draftViewOf(decision.row, { ...settings.forViews(), now: at.now, leadName });
  }
}

/** An edit is nobody else's business, so it is no event; the timeline still tells of it. */
const editedLine = (id: string, { lead_id }: DraftRow, { now, caller }: { now: number; caller: Identity }): Row =>
  ({ id, lead_id, at: now, kind: 'drafted', title: `${caller.name} edited the draft`, detail: null, link: null });

function* readCase(id: string): Work<DraftCase & { leadName: string }> {
  const row = (yield* readDraft(id)) ?? null;
  if (!row) return { row, others: [], owner: null, leadName: '' };
  const others = (yield* readDraftsOf([row.lead_id])).filter((other) => other.id !== id);
  const owner = (yield* readDocuments([row.lead_id])).get(row.lead_id)?.assigned?.value.owner ?? null;
  return { row, others, owner, leadName: (yield* leadNames([row.lead_id])).get(row.lead_id) ?? '' };
}

function eventsOf(decision: Granted, now: number): Outgoing<any>[] {
  const { row } = decision;
  switch (decision.kind) {
    case 'approved':
      return [outgoing(outreachApproved, row.lead_id, {
        draftId: row.id, approvalId: row.approval_id!, content: decision.content, contentHash: row.content_hash!, approvedBy: row.decided_by!,
        approvedAt: new Date(now).toISOString(), expiresAt: new Date(decision.expiresAt).toISOString(),
      })];
    case 'rejected':
      return [outgoing(outreachRejected, row.lead_id, { draftId: row.id, rejectedBy: row.decided_by!, reason: row.reason! })];
    case 'revised':
      return [];
  }
}

const auditDetail = ({ kind, row }: Granted): string | null => (kind === 'rejected' ? row.reason : `content ${row.content_hash}`);
