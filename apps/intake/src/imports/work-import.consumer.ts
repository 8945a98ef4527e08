import { setImmediate as othersFirst } from 'node:timers/promises';
import { Controller } from '@nestjs/common';
import { terminal } from '#contracts';
import { OnTask, type Task } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Log } from '#platform';
import type { CompiledConnection } from '../compile-connection.js';
import { readKnown } from '../intake.store.js';
import { judgeSubmissions } from '../judge-submissions.js';
import { KnownConnections } from '../known-connections.js';
import { ReadCall } from '../read-call.js';
import { SettleSubmissions, untilUnique } from '../settle-submissions.js';
import type { Ended, Reading, Submission } from '../submission.js';
import { endLines, failImport, findImport, finishImport, waitingLines, type EndedLine, type ImportRecord, type ImportRow } from './imports.store.js';
import { BROKEN_OFF, SILENCE_MS, WATCH_UPLOAD, WORK_IMPORT, type ImportPayload } from './receive-import.js';
import { wordOurLineError, wordUnreachableLine } from './word-line.js';

/** Lines in one transaction. */
const LINES = 200;

/** Works through stored files. A run takes one batch and puts the task back with it, so that a crash, a stop or another lead waits for one batch at most. */
@Controller()
export class WorkImportConsumer {
  constructor(
    private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly readCall: ReadCall,
    private readonly settle: SettleSubmissions, private readonly clock: Clock, private readonly log: Log,
  ) {}

  /** Lines end in the transaction that stores their submissions, under the task's lease: each ends once. */
  @OnTask<ImportPayload>(WORK_IMPORT, { concurrency: 1 })
  async workOn(task: Task<ImportPayload>): Promise<void> {
    const { importId } = task.payload;
    await othersFirst(); // a store in this process answers without a turn of the event loop: requests would wait for the whole file
    const found = await this.work.read(function* () {
      const row = yield* findImport(importId);
      return row?.state === 'working' ? { row, lines: yield* waitingLines(importId, LINES) } : null;
    });
    if (!found) return;
    const now = this.clock.now();
    if (found.lines.length === 0) {
      await task.complete({ write: () => finishImport(importId, now) });
      this.log.info('import.done', { import: importId });
      return;
    }
    const { settle } = this;
    const { submissions, refused } = this.read(found.row, found.lines);
    await untilUnique(() => task.later(now, {
      read: () => readKnown(submissions),
      decide: (known) => judgeSubmissions(submissions, known),
      *write(judgement) {
        yield* settle.store(judgement);
        yield* endLines(importId, [...judgement.ended.map(lineOf), ...refused]);
      },
    }));
  }

  /** An upload that nothing came of for a while is over, whatever became of the process that took it. */
  @OnTask<ImportPayload>(WATCH_UPLOAD)
  async watch(task: Task<ImportPayload>): Promise<void> {
    const { importId } = task.payload;
    const found = await this.work.read(() => findImport(importId));
    if (found?.state !== 'receiving') return;
    const now = this.clock.now();
    if (now < found.touchedAt + SILENCE_MS) return task.later(found.touchedAt + SILENCE_MS);
    await task.complete({ lock: [`import:${importId}`], write: () => failImport(importId, BROKEN_OFF, now) });
    this.log.warn('import.broken-off', { import: importId });
  }

  /** Submissions of lines that can be read, and what is wrong with the others. Errors: IMPORT.CONNECTION_GONE, terminal. */
  private read({ id, connection, columns }: ImportRow, lines: readonly { line: number; record: ImportRecord }[]): { submissions: Submission[]; refused: EndedLine[] } {
    const compiled = this.connections.find(connection);
    if (!compiled) throw terminal('IMPORT.CONNECTION_GONE', `Import ${id} goes by the connection "${connection}", which is not configured any more. Put it back into connections.yaml and publish it.`);
    const submissions: Submission[] = [];
    const refused: EndedLine[] = [];
    for (const { line, record } of lines) {
      const reading = this.readingOf(compiled, record);
      if (reading.as !== 'attention') submissions.push(this.readCall.submission(id, line, connection, reading));
      else refused.push({ line, outcome: 'refused', problem: reading.attention.code === 'SUBMISSION.UNREACHABLE' ? wordUnreachableLine(columns, record) : wordOurLineError() });
    }
    return { submissions, refused };
  }

  private readingOf(compiled: CompiledConnection, record: ImportRecord): Reading {
    return this.readCall.readings(compiled, record, null)[0]!;
  }
}

function lineOf({ submission: { ordinal: line }, end }: Ended): EndedLine {
  if (end.outcome === 'needs_attention') return { line, outcome: 'refused', problem: wordOurLineError() };
  return { line, outcome: end.outcome, problem: end.outcome === 'ignored' ? { field: null, reason: end.reason, fix: null } : null };
}
