import type { Answer, IntakeStage } from '../stages/intake.stage.js';
import type { Edge } from '../stages/stage.js';
import type { FloorBus } from './floor-bus.js';
import type { FloorSchema } from './floor-schema.js';

/** Calls that share a transaction at most: a call of the bench has 100 leads. */
const MOST_CALLS = 5;
/** Transactions at a time. */
const SLOTS = 2;

export interface CallParts { readonly intake: IntakeStage; readonly schema: FloorSchema; readonly bus: FloorBus; readonly edge: Edge; onFatal(error: unknown): void }

/** Calls that wait for a slot go into one transaction. */
export class FloorCalls {
  private readonly waiting: { bytes: Buffer; answer: (answer: Answer) => void }[] = [];
  private working = 0;

  constructor(private readonly parts: CallParts) {}

  /** Resolves after the commit with what became of each lead. */
  take(bytes: Buffer): Promise<Answer> {
    return new Promise((answer) => {
      this.waiting.push({ bytes, answer });
      setImmediate(() => this.next());
    });
  }

  private next(): void {
    if (this.working === SLOTS || this.waiting.length === 0) return;
    this.working += 1;
    this.commit(this.waiting.splice(0, MOST_CALLS)).catch(this.parts.onFatal).finally(() => {
      this.working -= 1;
      this.next();
    });
  }

  private async commit(together: readonly { bytes: Buffer; answer: (answer: Answer) => void }[]): Promise<void> {
    const { intake, schema, bus, edge } = this.parts;
    const calls = together.map(({ bytes }) => intake.read(bytes, edge));
    const { outcome, events } = await schema.write([intake.reads(calls)], ([found]) => intake.run(calls, found!, edge));
    together.forEach(({ answer }, index) => answer(outcome.answers[index]!));
    await bus.publish(events, schema);
  }
}
