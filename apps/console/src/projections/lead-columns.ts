import type { Row } from '#persistence';
import type { LeadDocument } from './lead-document.js';
import { companyOf, isKnown, isResearching, isWaiting, personOf, rowOf, spentOf, statusOf } from './lead-view.js';

/** New first, then what waits in a queue, then what is under way, then what has been answered. */
const SORT_RANK = { assigned: 0, queued: 1, captured: 2, enriched: 2, researching: 2, accepted: 3, closed: 4 } as const;

/** A lead without a time to answer by comes after all that have one. */
const NO_HURRY = 8_000_000_000_000;

/** The row of a lead in `console_leads`: what lists filter, sort and count by. A lead whose snapshot was not heard yet is kept but not shown. */
export function leadColumns(document: LeadDocument): Row {
  const status = statusOf(document);
  const shown = isKnown(document) ? rowOf(document) : null;
  const owner = document.assigned?.value.owner;
  const sort_rank = SORT_RANK[status];
  const capturedAt = shown ? Date.parse(shown.capturedAt) : 0;
  return {
    id: document.id, known: shown ? 1 : 0, status, verdict: shown?.verdict ?? null, connection: shown?.connection ?? '',
    owner_kind: owner?.kind ?? null, owner_id: owner ? (owner.kind === 'rep' ? owner.rep : owner.queue) : null,
    waiting: isWaiting(document) ? 1 : 0, researching: isResearching(document) ? 1 : 0, spent_micro: spentOf(document),
    sort_rank, sort_time: sort_rank <= 1 ? timeLeft(shown?.answerBy ?? null, capturedAt) : -capturedAt,
    captured_at: capturedAt, answered_at: status === 'accepted' ? document.accepted!.at : null,
    search: searchText(document), shown: JSON.stringify(shown),
  };
}

/** Sorts by the time to answer by; where there is none, the newest lead first. */
const timeLeft = (answerBy: string | null, capturedAt: number): number => (answerBy ? Date.parse(answerBy) : NO_HURRY - capturedAt);

/** Lower-case words a person may look for: who, their address, the company and its domain. */
function searchText(document: LeadDocument): string {
  const { fullName, firstName, lastName, email, title } = personOf(document);
  const { name, domain } = companyOf(document);
  return [fullName ?? [firstName, lastName].filter(Boolean).join(' '), email, title, name, domain].filter(Boolean).join(' \n').toLowerCase();
}
