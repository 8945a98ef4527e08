import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { AppName, EventMessage } from '#contracts';
import { EMPTY_DESK } from '#domain';
import type { Submission } from '../../../apps/intake/src/submission.js';
import { assignmentStage } from '../stages/assignment.stage.js';
import { consoleStages } from '../stages/console.stage.js';
import { deliveryStage } from '../stages/delivery.stage.js';
import { enrichmentStage } from '../stages/enrichment.stage.js';
import { IntakeStage } from '../stages/intake.stage.js';
import { researchStage } from '../stages/research.stage.js';
import type { StageParts } from '../stages/stage-parts.js';
import { eventOf, type Draft, type Outcome, type Rows } from '../stages/stage.js';

/** What a step made of leads: plain data, so that a queue can keep it. */
export interface Made { readonly rows: readonly Rows[]; readonly events: readonly EventMessage[] }

/** A step: from the submissions and what the steps before made. */
export type JobStep = (submissions: readonly Submission[], made: readonly Made[]) => Made;

const DESK = 'assignment_desk';

/**
 * The lead job for a queue with one worker process: three steps that decide, then the rows that follow from them. The rotation of reps
 * is kept in memory and in no row: a queue with one worker can afford that, and it is cheaper.
 */
export class LeadJob {
  private readonly edge = { now: Date.now, nextId: monotonicFactory() };
  private readonly intake: IntakeStage;
  private desk = JSON.stringify(EMPTY_DESK);
  private sequence = 0;
  readonly steps: readonly JobStep[];
  /** The rows of a lead's last transaction, from what all steps made. */
  readonly rowsOf: (made: readonly Made[]) => readonly Rows[];

  constructor(parts: StageParts) {
    const { edge } = this;
    this.intake = new IntakeStage(parts, randomBytes(32));
    const [enrichment, assignment, delivery, [, shown]] = [enrichmentStage(parts), assignmentStage(parts), deliveryStage(parts), consoleStages(parts)];
    this.steps = [
      (submissions) => this.made('intake', this.intake.run([{ id: submissions[0]!.callId, bodyDigest: '', body: '', submissions }], [], edge)),
      (_, [captured]) => this.made('enrichment', enrichment.run(captured!.events, [], edge)),
      (_, [, enriched]) => {
        const { rows, events } = assignment.run(enriched!.events, [[{ state: this.desk }], []], edge);
        this.desk = rows.find(({ into }) => into.table === DESK)!.values[0]![1] as string;
        return this.made('assignment', { rows: rows.filter(({ into }) => into.table !== DESK), events });
      },
    ];
    this.rowsOf = (made) => {
      const events = made.flatMap((one) => one.events);
      const assigned = made.at(-1)!.events;
      return [...made.flatMap(({ rows }) => rows), ...researchStage.run(assigned, [[]], edge).rows, ...delivery.run(assigned, [[]], edge).rows, ...shown!.run(events, [[]], edge).rows];
    };
  }

  /** The leads of a call, with ids. */
  read(bytes: Buffer): readonly Submission[] {
    return this.intake.read(bytes, this.edge).submissions;
  }

  private made(producer: AppName, { rows, events }: Outcome): Made {
    const now = new Date(this.edge.now()).toISOString();
    return { rows, events: events.map((draft: Draft) => eventOf(draft, { id: this.edge.nextId(), now, producer, sequence: this.sequence += 1 })) };
  }
}
