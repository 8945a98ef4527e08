import { Controller } from '@nestjs/common';
import { OnTask, type Task } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Log, parseBoundedJson } from '#platform';
import type { AnnouncedLead, Announcement } from './announcement.js';
import type { CompiledConnection } from './compile-connection.js';
import { isOfCrm } from './crm-properties.js';
import { reconciledIds, reconciledSenderId } from './reconcile/reconciled-body.js';
import { readKnown, readWaiting, type Waiting } from './intake.store.js';
import { judgeSubmissions } from './judge-submissions.js';
import { KnownConnections } from './known-connections.js';
import { ReadCall } from './read-call.js';
import { ReadRecords } from './read-records.js';
import { senderOf, type Called } from './sender.js';
import { READ_AGAIN, SettleSubmissions, untilUnique, type ReadAgainPayload } from './settle-submissions.js';
import type { Reading, Submission } from './submission.js';
import { wordConnectionGone, wordFewerLeads, wordNoEvents } from './word-attention.js';

/** "Retry" of a submission: it is read from its original bytes under the mapping of today, then goes the way of a new one. */
@Controller()
export class ReadAgainConsumer {
  constructor(private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly readCall: ReadCall, private readonly records: ReadRecords, private readonly settle: SettleSubmissions, private readonly log: Log) {}

  @OnTask<ReadAgainPayload>(READ_AGAIN)
  async readAgain(task: Task<ReadAgainPayload>): Promise<void> {
    const { settle } = this;
    const waiting = await this.work.read(() => readWaiting(task.payload.submissionId));
    if (!waiting) return;
    const submissions = await this.submissions(waiting);
    const judgement = await untilUnique(() => task.complete({
      read: () => readKnown(submissions),
      decide: (known) => judgeSubmissions(submissions, known),
      *write(decided) {
        yield* settle.store(decided);
        return decided;
      },
    }));
    for (const { submission, end } of judgement.ended) this.log.info('submission.read-again', { submission: submission.id, outcome: end.outcome, leadId: end.leadId });
  }

  /** The one that waits, and leads of its call that were not found before: a mended `each` may find more than one. */
  private async submissions(waiting: Waiting): Promise<Submission[]> {
    const { id, leadId, callId, ordinal, connection } = waiting;
    const compiled = this.connections.find(connection);
    const reconciled = reconciledIds(waiting.body);
    if (compiled && reconciled) return [{ id, leadId, callId, ordinal, connection, reading: await this.readAnnounced(compiled, { objectId: reconciled[ordinal]!, senderId: reconciledSenderId(reconciled[ordinal]!) }) }];
    if (compiled && isOfCrm(compiled.connection)) return [{ id, leadId, callId, ordinal, connection, reading: await this.readBack(compiled, compiled.connection, waiting) }];
    const readings = compiled ? this.readCall.readings(compiled, parseBoundedJson(Buffer.from(waiting.body)), waiting.callKey) : [];
    const more = readings.flatMap((reading, at) => (waiting.known.has(at) ? [] : [this.readCall.submission(callId, at, connection, reading)]));
    const reading = readings[ordinal] ?? { as: 'attention', attention: compiled ? wordFewerLeads(compiled, readings.length) : wordConnectionGone(connection) };
    return [{ id, leadId, callId, ordinal, connection, reading }, ...more];
  }

  private readBack(compiled: CompiledConnection, connection: Called, { body, ordinal }: Waiting): Promise<Reading> {
    return this.readAnnounced(compiled, (senderOf(connection).parse(Buffer.from(body)) as Announcement).leads[ordinal]);
  }

  /** A lead that a CRM announced, or that was found there: what stands there now counts. */
  private async readAnnounced(compiled: CompiledConnection, lead: Pick<AnnouncedLead, 'objectId' | 'senderId'> | undefined): Promise<Reading> {
    const reads = lead ? await this.records.read(compiled, [lead]) : [{ attention: wordNoEvents(compiled) }];
    return this.readCall.readingsOf(compiled, reads, null)[0]!;
  }
}
