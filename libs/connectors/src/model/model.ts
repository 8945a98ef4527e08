import type { z } from 'zod';
import type { SerializedFailure } from '#contracts';

export interface ModelMessage { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

/** What code made of an answer: a value it stands behind, or why it does not. */
export type Accepted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/**
 * One use of a model. Pure: the same input gives the same prompt, the same answer the same value. A change of any word raises
 * the version in `name`.
 */
export interface ModelTask<Input, Answer, Value> {
  /** `<name>@<version>` */
  readonly name: string;
  /** Of the answer, thinking included. */
  readonly maxTokens: number;
  /** What the answer must be. All members required, nullable instead of optional: models are held to it strictly. */
  schema(input: Input): z.ZodType<Answer>;
  /** `system` is ours alone; whatever somebody else wrote goes into `user`, inside `asData`. */
  prompt(input: Input): { readonly system: string; readonly user: string };
  /** Checks by code what a schema cannot say. The problem is told to the model once. */
  accept(answer: Answer, input: Input): Accepted<Value>;
}

/** A question as it goes out. `key` names it: equal questions have equal keys, so that a record can answer it. */
export interface ModelRequest {
  readonly key: string;
  readonly task: string;
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

export interface ModelAnswer {
  readonly raw: string;
  /** `stop`, `length` (cut off), `refusal`, or the server's own word. */
  readonly finish: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** A question and what came back, without what we made of it. */
export interface ModelCall {
  /** Null when no answer came; then `failure` says why. */
  readonly answer: ModelAnswer | null;
  readonly failure: SerializedFailure | null;
  /** Times it was sent. */
  readonly tries: number;
  /** Estimated, in millionths of a dollar. A try that may have been worked on but was never answered counts at its most. */
  readonly costMicro: number;
  readonly tookMs: number;
}

/**
 * One exchange, complete: enough to see what was asked and to answer it again without the model. It holds what people and pages
 * wrote, so it rests in the `personal` wrapper.
 */
export interface ModelExchange extends ModelCall {
  readonly v: 1;
  readonly key: string;
  readonly task: string;
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  /** What the answer says, null when it could not be read. */
  readonly parsed: unknown;
  /** Why the answer was not used, or null. */
  readonly problem: string | null;
}

export interface AskLimits {
  /** For everything: waiting, repeating, asking again. */
  readonly timeMs: number;
  /** The most that it may cost, in millionths of a dollar. */
  readonly spendMicro: number;
  readonly signal?: AbortSignal;
}

/** `off`: there is no model. `unavailable`: none answered. `unusable`: it answered, and twice not what was asked for. */
export type ModelReply<T> =
  | { readonly ok: true; readonly value: T; readonly exchanges: readonly ModelExchange[] }
  | { readonly ok: false; readonly reason: 'off' | 'unavailable' | 'unusable'; readonly problem: string; readonly exchanges: readonly ModelExchange[] };

/** A language model as apps use it. Never throws for what a model says or fails to say: the caller goes on without it. */
export interface Model {
  /** The model's name, null when there is none. */
  readonly id: string | null;
  ask<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, limits: AskLimits): Promise<ModelReply<Value>>;
  /** The most that asking can cost, in millionths of a dollar: what to reserve before. */
  mostMicro<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input): number;
}

/** Sends one question. `limits` as in `AskLimits`, of which this may use what is left. */
export interface ModelExchanger {
  send(request: ModelRequest, limits: AskLimits): Promise<ModelCall>;
  /** The most that sending it can cost, repeats included. */
  mostMicro(request: ModelRequest): number;
}
