import { z } from 'zod';
import { id, iso } from './scalars.js';

/**
 * The header of every event.
 * `leadId` is the partition key; `sequence` grows strictly per producer and lead and is set in the producer's transaction,
 * so that a consumer that replaces state can drop what is older. No order across topics is promised.
 */
export const envelope = z.object({
  id,
  type: z.string(),
  version: z.number().int().min(1),
  producer: z.string(),
  leadId: id,
  sequence: z.number().int().min(0),
  occurredAt: iso,
  correlationId: id,
  causationId: id.nullable(),
  /** Published once more, as it was, so that what people see can be built again. Whoever acts on events has acted on it. */
  again: z.literal(true).optional(),
});
export type Envelope = z.infer<typeof envelope>;

/** An event as it is on the wire: the envelope and its typed data. At most 64 KB of JSON. */
export type EventMessage<D = unknown> = Envelope & { data: D };

export const MAX_EVENT_BYTES = 64 * 1024;

/** A published type of event: its topic, its schema, and who makes it. One per topic. */
export interface EventContract<D = unknown> {
  readonly type: string;
  readonly version: number;
  /** `<type>.v<version>` */
  readonly topic: string;
  readonly data: z.ZodType<D>;
  readonly schema: z.ZodType<EventMessage<D>>;
}

export type DataOf<C> = C extends EventContract<infer D> ? D : never;
export type EventOf<C> = EventMessage<DataOf<C>>;

export function defineEvent<T extends z.ZodType>(type: string, version: number, data: T): EventContract<z.infer<T>> {
  const schema = envelope.extend({ type: z.literal(type), version: z.literal(version), data });
  return {
    type,
    version,
    topic: `${type}.v${version}`,
    data: data as unknown as z.ZodType<z.infer<T>>,
    schema: schema as unknown as z.ZodType<EventMessage<z.infer<T>>>,
  };
}
