import { Controller } from '@nestjs/common';
import { READ_BATCH } from '#connectors';
import { OnTask, Tasks, type Task } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Log } from '#platform';
import { dropReadings, isReadingLeft, readKnown, readReadings } from './intake.store.js';
import { judgeSubmissions } from './judge-submissions.js';
import { KnownConnections } from './known-connections.js';
import { ReadCall } from './read-call.js';
import { ReadRecords } from './read-records.js';
import { SettleSubmissions, untilUnique } from './settle-submissions.js';
import type { ReadingToDo } from './sort-calls.js';
import type { Submission } from './submission.js';
import { READ_BACK, readBackTask, type ReadBackPayload } from './announcement-tasks.js';
import { wordConnectionGone } from './word-attention.js';

/**
 * Leads that a CRM announced are read back, those of many calls in one request, and then go the way of all others. One request
 * per connection at a time; while the CRM is down they wait for it.
 */
@Controller()
export class ReadBackConsumer {
  constructor(
    private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly records: ReadRecords, private readonly readCall: ReadCall,
    private readonly settle: SettleSubmissions, private readonly tasks: Tasks, private readonly log: Log,
  ) {}

  @OnTask<ReadBackPayload>(READ_BACK, { attempts: 12, leaseMs: 60_000 })
  async readBack(task: Task<ReadBackPayload>): Promise<void> {
    const { settle, tasks } = this;
    const { connection } = task.payload;
    const waiting = await this.work.read(() => readReadings(connection, READ_BATCH));
    const submissions = waiting.length > 0 ? await this.submissions(connection, waiting) : [];
    const judgement = await untilUnique(() => task.complete({
      read: () => readKnown(submissions),
      decide: (known) => judgeSubmissions(submissions, known),
      *write(decided) {
        yield* settle.store(decided);
        yield* dropReadings(submissions.map(({ id }) => id));
        // What came meanwhile found this task open and added none.
        if (yield* isReadingLeft(connection)) yield* tasks.add([readBackTask(connection)]);
        return decided;
      },
    }));
    for (const { submission, end } of judgement.ended) this.log.info('submission.read-back', { submission: submission.id, outcome: end.outcome, leadId: end.leadId });
  }

  private async submissions(connection: string, waiting: readonly ReadingToDo[]): Promise<Submission[]> {
    const compiled = this.connections.find(connection);
    const found = compiled ? this.readCall.readingsOf(compiled, await this.records.read(compiled, waiting), null) : [];
    return waiting.map(({ submissionId, leadId, callId, ordinal }, at): Submission =>
      ({ id: submissionId, leadId, callId, ordinal, connection, reading: found[at] ?? { as: 'attention', attention: wordConnectionGone(connection) } }));
  }
}
