import { retryable, toFailure, type EventContract, type EventMessage, type Failure } from '#contracts';
import { failpoint, inList, insertRows, isDuplicate, nothing, select, type Unit, type UnitOfWork, type Work } from '#persistence';
import { MessageBatch, type Batch } from './batch.js';
import type { BusRecord, Delivery } from './bus.js';
import type { DeadLetters, NewDeadLetter } from './dead-letters.js';
import { decodeRecords, type Poison } from './decode.js';
import { backoff } from './backoff.js';
import { deadMessage, deadRecord, laneOf, occupiedLanes, parkTask } from './park.js';
import { recordId } from './record-id.js';
import type { NewTask, Tasks } from './task.js';

export type BatchHandler = (batch: Batch<any>) => Promise<void>;

export interface ConsumerParts {
  readonly app: string;
  readonly work: UnitOfWork;
  readonly tasks: Tasks;
  readonly deadLetters: DeadLetters;
  readonly edge: { now(): number; random(): number };
  /** See `BatchOptions`. */
  readonly rebuilds?: boolean;
}

/** From this size on, more failures of one code than half of the batch are trouble of ours, not of the messages. */
const BRAKE_FROM = 20;

/** Splits a batch into what can be handled, what was handled, what waits, and what is broken. */
interface Sorted { fresh: EventMessage[]; behind: EventMessage[]; poison: Poison[] }

/**
 * Handles one delivery of one topic: decode and decide per message, then one transaction for outcome, inbox, parked
 * messages, dead letters and position. Rejects when the delivery must come again (transient trouble, or the brake).
 */
export class BatchConsumer {
  constructor(private readonly contract: EventContract<any>, private readonly handler: BatchHandler, private readonly parts: ConsumerParts) {}

  async handle(delivery: Delivery): Promise<void> {
    const { records } = delivery;
    if (records.length === 0) return;
    failpoint('K8');
    const sorted = await this.sort(records);
    const last = records[records.length - 1]!;
    try {
      await this.attempt(sorted, () => delivery.advance(last));
    } catch (error) {
      const failure = toFailure(error);
      if (failure.retryable) throw failure;
      if (records.length > 1) return this.bisect(delivery);
      // A duplicate may be another replica that was first: then it is seen by now, and only the position moves.
      const now = isDuplicate(failure) ? await this.sort(records) : sorted;
      await this.settleFailed(now, failure, () => delivery.advance(last));
    }
  }

  /** A message that was parked comes back alone; it is in the inbox already. `finish` ends its task in the same transaction. */
  async handleParked(message: EventMessage, finish: <S, D, R>(unit: Unit<S, D, R>) => Promise<R>): Promise<void> {
    const batch = new MessageBatch([message], async (unit, failed) => {
      const failure = failed.get(message.id);
      if (failure) throw failure;
      return finish(unit);
    });
    await this.handler(batch);
    if (!batch.isSettled) await batch.commit();
  }

  private async sort(records: readonly BusRecord[]): Promise<Sorted> {
    const { good, poison: broken } = decodeRecords(this.contract, records);
    const { app, work } = this.parts;
    const topic = this.contract.topic;
    const { seen, occupied } = await work.read(function* () {
      const ids = [...good.map(({ message }) => message.id), ...broken.map(({ record }) => recordId(record))];
      const rows = yield* select<{ message_id: string }>(`SELECT message_id FROM ${app}_inbox WHERE message_id IN ${inList(ids)}`, ids);
      return { seen: new Set(rows.map((row) => row.message_id)), occupied: yield* occupiedLanes(`${app}_tasks`, topic, good.map(({ message }) => message.leadId)) };
    });
    const fresh: EventMessage[] = [];
    const behind: EventMessage[] = [];
    for (const { message } of good) {
      // What is published again was seen, by those who act on it; within a batch once is enough.
      const mark = message.again ? `again ${message.id}` : message.id;
      if (seen.has(mark) || (message.again && !this.parts.rebuilds)) continue;
      seen.add(mark);
      (occupied.has(laneOf(topic, message.leadId)) ? behind : fresh).push(message);
    }
    return { fresh, behind, poison: broken.filter(({ record }) => !seen.has(recordId(record))) };
  }

  private async attempt(sorted: Sorted, advance: () => Work<void>): Promise<void> {
    const batch = new MessageBatch(sorted.fresh, (unit, failed) => {
      this.brake(sorted, failed);
      return this.settle(unit, sorted, failed, advance);
    });
    if (sorted.fresh.length > 0) await this.handler(batch);
    if (!batch.isSettled) await batch.commit();
  }

  /** Stops wholesale failure before it becomes wholesale dead letters. */
  private brake({ fresh, poison }: Sorted, failed: ReadonlyMap<string, Failure>): void {
    const size = fresh.length + poison.length;
    if (size < BRAKE_FROM) return;
    const counts = new Map<string, number>();
    for (const { code } of [...failed.values(), ...poison.map(({ failure }) => failure)]) counts.set(code, (counts.get(code) ?? 0) + 1);
    for (const [code, count] of counts) {
      if (count > size / 2) {
        throw retryable('CONSUMER.BRAKE', `${count} of ${size} messages on ${this.contract.topic} failed with ${code}: the consumer pauses, nothing is dead-lettered.`, { details: { code, count } });
      }
    }
  }

  private settle<S, D, R>(unit: Unit<S, D, R>, sorted: Sorted, failed: ReadonlyMap<string, Failure>, advance: () => Work<void>): Promise<R> {
    const { tasks, deadLetters } = this.parts;
    const outcome = this.outcomes(sorted, failed);
    const handled = [...[...sorted.fresh, ...sorted.behind].filter(({ again }) => !again).map(({ id }) => id), ...sorted.poison.map(({ record }) => recordId(record))];
    const wrapped = this.withInbox(unit, handled);
    return this.parts.work.transact({
      ...wrapped,
      *write(decision: D, state: S) {
        const result = yield* wrapped.write!(decision, state);
        yield* tasks.add(outcome.parked);
        yield* deadLetters.add(outcome.dead);
        yield* advance();
        return result;
      },
    });
  }

  /** Retryable failures are parked, and whatever of the same lead follows them in this batch waits behind. */
  private outcomes(sorted: Sorted, failed: ReadonlyMap<string, Failure>): { parked: NewTask[]; dead: NewDeadLetter[] } {
    const { topic } = this.contract;
    const { now, random } = this.parts.edge;
    const parked = sorted.behind.map((message) => parkTask(topic, message));
    const dead = sorted.poison.map(({ record, failure }) => deadRecord(record, failure));
    for (const message of sorted.fresh) {
      const failure = failed.get(message.id);
      if (!failure) continue;
      if (failure.retryable) parked.unshift(parkTask(topic, message, now() + backoff(1, random(), failure.retryAfterMs)));
      else dead.push(deadMessage(topic, message, failure, 1));
    }
    return { parked, dead };
  }

  private withInbox<S, D, R>(unit: Unit<S, D, R>, ids: readonly string[]): Unit<S, D, R> {
    const { app, edge } = this.parts;
    return {
      ...unit,
      *write(decision: D, state: S) {
        yield* insertRows(`${app}_inbox`, ids.map((message_id) => ({ message_id, received_at: edge.now() })));
        return (yield* (unit.write ? unit.write(decision, state) : nothing())) as R ?? (decision as unknown as R);
      },
    };
  }

  /** Refused by handler or database without naming the message: halves find it. */
  private async bisect(delivery: Delivery): Promise<void> {
    const middle = Math.ceil(delivery.records.length / 2);
    await this.handle({ ...delivery, records: delivery.records.slice(0, middle), advance: (past) => delivery.advance(past) });
    await this.handle({ ...delivery, records: delivery.records.slice(middle), advance: (past) => delivery.advance(past) });
  }

  private async settleFailed(sorted: Sorted, failure: Failure, advance: () => Work<void>): Promise<void> {
    await this.settle({}, sorted, new Map(sorted.fresh.map(({ id }) => [id, failure])), advance);
  }
}
