import { UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { EventContract } from '#contracts';
import type { Batch } from './batch.js';
import { RethrowFilter } from './rethrow.filter.js';
import type { Task } from './task.js';

type MethodOf<A> = (target: object, name: string | symbol, method: TypedPropertyDescriptor<(argument: A) => Promise<void>>) => void;

/** What Nest keeps with a handler; read by the transport. */
export type HandlerExtras = { kind: 'batch'; contract: EventContract<any>; options: BatchOptions } | { kind: 'task'; task: string; options: TaskOptions };

export interface TaskOptions {
  /** Tasks of this kind that one replica runs at a time; default 4. */
  concurrency?: number;
  /** Attempts before the dead letter; default 5. */
  attempts?: number;
  /** How long a holder may be silent before another may take over; default 30 s. */
  leaseMs?: number;
}

export interface BatchOptions {
  /** It only builds what people see, the same from any order and repetition: events that are published again are handled again. Default false: they are passed over. */
  rebuilds?: boolean;
}

/** The method handles a topic in batches. One handler per topic and app. */
export const OnBatch = <D>(contract: EventContract<D>, options: BatchOptions = {}): MethodOf<Batch<D>> => (target, name, method) => {
  handles(contract.topic, { kind: 'batch', contract, options })(target, name, method);
};

/** The method runs leased tasks of a kind. */
export const OnTask = <P = unknown>(kind: string, options: TaskOptions = {}): MethodOf<Task<P>> => (target, name, method) => {
  handles(`task:${kind}`, { kind: 'task', task: kind, options })(target, name, method);
};

/** Nest finds the method by its pattern; the filter lets what it throws through with its code. */
const handles = (pattern: string, extras: HandlerExtras): MethodDecorator => (target, name, method) => {
  EventPattern<string>(pattern, extras)(target, name, method);
  UseFilters(RethrowFilter)(target, name, method);
};
