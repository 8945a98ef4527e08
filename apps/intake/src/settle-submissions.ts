import { Injectable } from '@nestjs/common';
import { leadCaptured, leadMerged, openPersonal, submissionIgnored, terminal } from '#contracts';
import { DeadLetters, Outbox, outgoing, Tasks, type NewDeadLetter, type Outgoing } from '#messaging';
import { isDuplicate, keyIdOf, type Work } from '#persistence';
import { Clock } from '#platform';
import { readBackTask, tellChangesTask } from './announcement-tasks.js';
import { writeAnnouncements, writeJudgement } from './intake.store.js';
import type { Judgement } from './judge-submissions.js';
import type { SortedCall } from './sort-calls.js';
import type { Ended } from './submission.js';

/** The task that reads a submission again from its original bytes. */
export const READ_AGAIN = 'intake.read-again';
export interface ReadAgainPayload { readonly submissionId: string }

/** Stores how submissions ended and tells it: every end is one event. */
@Injectable()
export class SettleSubmissions {
  constructor(private readonly outbox: Outbox, private readonly deadLetters: DeadLetters, private readonly tasks: Tasks, private readonly clock: Clock) {}

  /** Keeps what CRMs told of by ids only, and the work that comes of it. */
  *announce(calls: readonly SortedCall[]): Work<void> {
    const firsts = calls.flatMap(({ call, is }) => (is === 'first' && call.announced ? [{ call, announced: call.announced }] : []));
    if (firsts.length === 0) return;
    const now = this.clock.now();
    yield* writeAnnouncements(calls, now);
    const toRead = new Set(firsts.flatMap(({ call, announced }) => (announced.leads.length > 0 ? [call.connection] : [])));
    yield* this.tasks.add([...[...toRead].map(readBackTask), ...firsts.flatMap(({ call, announced }) => (announced.changes > 0 ? [tellChangesTask(call.id, now)] : []))]);
  }

  *store(judgement: Judgement): Work<void> {
    yield* writeJudgement(judgement, this.clock.now());
    yield* this.outbox.publish(judgement.ended.flatMap(eventOf));
    yield* this.deadLetters.add(judgement.ended.flatMap(deadLetterOf));
  }
}

function eventOf({ submission: { id: submissionId, connection }, end }: Ended): Outgoing<any>[] {
  switch (end.outcome) {
    case 'lead':
      return [outgoing(leadCaptured, end.leadId, { submissionId, lead: end.snapshot })];
    case 'merged':
      return [outgoing(leadMerged, end.leadId, { submissionId, connection, matchedBy: end.matchedBy, lead: end.snapshot })];
    case 'ignored':
      return [outgoing(submissionIgnored, end.leadId, { submissionId, connection, rule: end.rule, reason: end.reason, person: openPersonal(keyIdOf(end.leadId), end.person) })];
    case 'needs_attention':
      return [];
  }
}

function deadLetterOf({ submission: { id: submissionId, callId, connection }, end }: Ended): NewDeadLetter[] {
  if (end.outcome !== 'needs_attention') return [];
  const { leadId, attention: { code, title, detail, fix } } = end;
  const payload: ReadAgainPayload = { submissionId };
  return [{ kind: 'submission', leadId, title, detail, fix, failure: terminal(code, detail), connection, redrive: { kind: READ_AGAIN, key: submissionId, leadId, payload }, body: { submissionId, callId } }];
}

const MOST_RUNS = 5;

/** Runs a unit again while a claim or key was made by another one meanwhile: the next run finds it and merges. */
export async function untilUnique<T>(run: () => Promise<T>): Promise<T> {
  for (let runs = 1; ; runs += 1) {
    try {
      return await run();
    } catch (error) {
      if (runs >= MOST_RUNS || !isDuplicate(error)) throw error;
    }
  }
}
