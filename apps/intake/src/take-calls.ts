import { Injectable } from '@nestjs/common';
import { ProblemError, toFailure, type Failure } from '#contracts';
import { failpoint, GroupCommit, UnitOfWork } from '#persistence';
import { Clock, Log } from '#platform';
import { readFirstCalls, readKnown, writeCalls } from './intake.store.js';
import { judgeSubmissions, type Judgement, type Known } from './judge-submissions.js';
import { SettleSubmissions, untilUnique } from './settle-submissions.js';
import { sortCalls, type FirstCall, type IncomingCall, type SortedCall } from './sort-calls.js';
import type { Ended, SubmissionAnswer } from './submission.js';

/** A call that is stored, and how its submissions ended. A program's `conflict` is not stored. */
export interface TakenCall { readonly is: SortedCall['is']; readonly answers: readonly SubmissionAnswer[] }

type Outcome = { taken: TakenCall } | { failure: Failure };

/** Submissions in one transaction; more would hold up everybody else. */
const MOST_SUBMISSIONS = 1_000;
/** Submissions that may wait for a transaction. A sender that is told at once comes again; one that waits too long counts it as lost, and what waits takes memory. */
const MOST_WAITING = 2_000;

/** Stores whatever calls arrive together in one transaction. Resolves after the commit, so that a 2xx means stored. */
@Injectable()
export class TakeCalls {
  private readonly group = new GroupCommit<IncomingCall, Outcome>((calls) => this.takeTogether(calls));
  private waiting = 0;

  constructor(private readonly work: UnitOfWork, private readonly settle: SettleSubmissions, private readonly clock: Clock, private readonly log: Log) {}

  /** Errors: 503 not_committed. */
  async take(call: IncomingCall): Promise<TakenCall> {
    const size = sizeOf(call);
    if (this.waiting > 0 && this.waiting + size > MOST_WAITING) throw notCommitted();
    this.waiting += size;
    const outcome = await this.group.submit(call).finally(() => { this.waiting -= size; });
    failpoint('K3');
    if ('taken' in outcome) return outcome.taken;
    this.log.error('call.not-committed', outcome.failure, { call: call.id, connection: call.connection });
    throw notCommitted();
  }

  /** A call that the database refuses must not take its neighbours along: halves find it. */
  private async takeTogether(calls: readonly IncomingCall[]): Promise<Outcome[]> {
    const size = calls.reduce((sum, call) => sum + sizeOf(call), 0);
    if (calls.length > 1 && size > MOST_SUBMISSIONS) return this.takeHalves(calls);
    try {
      return (await untilUnique(() => this.transact(calls))).map((taken) => ({ taken }));
    } catch (error) {
      const failure = toFailure(error);
      return calls.length > 1 && !failure.retryable ? this.takeHalves(calls) : calls.map(() => ({ failure }));
    }
  }

  private async takeHalves(calls: readonly IncomingCall[]): Promise<Outcome[]> {
    const middle = Math.ceil(calls.length / 2);
    return [...(await this.takeTogether(calls.slice(0, middle))), ...(await this.takeTogether(calls.slice(middle)))];
  }

  private transact(calls: readonly IncomingCall[]): Promise<TakenCall[]> {
    const { settle, clock } = this;
    return this.work.transact({
      *read() {
        return { firsts: yield* readFirstCalls(calls.map(({ key }) => key)), known: yield* readKnown(calls.flatMap(({ submissions }) => submissions)) };
      },
      decide: ({ firsts, known }) => decide(calls, firsts, known),
      *write({ sorted, judgement, answers, taken }) {
        yield* writeCalls(sorted, answers, clock.now());
        yield* settle.store(judgement);
        yield* settle.announce(sorted);
        failpoint('K2');
        return taken;
      },
    });
  }
}

const sizeOf = ({ submissions, announced }: IncomingCall): number => Math.max(1, submissions.length + (announced?.leads.length ?? 0));

interface Decision { sorted: SortedCall[]; judgement: Judgement; answers: ReadonlyMap<string, readonly SubmissionAnswer[]>; taken: TakenCall[] }

function decide(calls: readonly IncomingCall[], firsts: ReadonlyMap<string, FirstCall>, known: Known): Decision {
  const sorted = sortCalls(calls, firsts);
  const judgement = judgeSubmissions(sorted.flatMap(({ submissions }) => submissions), known);
  const ends = new Map(judgement.ended.map((ended) => [ended.submission.id, ended]));
  const answers = new Map(sorted.map(({ call, submissions }) => [call.id, submissions.map(({ id }) => answerOf(ends.get(id)!))]));
  const stored = new Map([...firsts.values()].map(({ id, answer }) => [id, answer ?? []]));
  const taken = sorted.map((one): TakenCall => {
    const isReplay = one.is === 'repeat' && one.call.by === 'program';
    return { is: one.is, answers: (isReplay ? (answers.get(one.of) ?? stored.get(one.of)) : answers.get(one.call.id)) ?? [] };
  });
  return { sorted, judgement, answers, taken };
}

const answerOf = ({ submission, end }: Ended): SubmissionAnswer =>
  ({ submissionId: submission.id, outcome: end.outcome, leadId: end.outcome === 'lead' || end.outcome === 'merged' ? end.leadId : null });

const notCommitted = (): ProblemError => new ProblemError(503, 'not_committed', 'Not stored', 'Not stored. Send it again.', {}, { 'retry-after': '2' });
