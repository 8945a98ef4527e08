import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { z } from 'zod';
import { serializeFailure, type Failure } from '#contracts';
import type { SafeHttp } from '#platform';
import type { AskLimits, ModelAnswer, ModelCall, ModelExchanger, ModelRequest } from './model.js';
import type { ModelSettings } from './model-settings.js';
import { outOfTime, overBudget, toModelFailure, unreadable, wasWorkedOn } from './model-failure.js';
import { costMicroOf, mostTokens } from './price-table.js';
import { safeFetch } from './safe-fetch.js';

const MOST_TRIES = 3;
const TRY_MS = 60_000;
const MOST_BYTES = 1024 * 1024;
const FIRST_WAIT_MS = 500;

const tokens = z.number().int().min(0).nullish().catch(null);
const wireCompletion = z.looseObject({
  choices: z.array(z.looseObject({
    finish_reason: z.string().nullish(),
    message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
  })).min(1),
  usage: z.looseObject({ prompt_tokens: tokens, completion_tokens: tokens }).nullish(),
});

/**
 * Chat completions, the part of the OpenAI interface that others serve too. Sends a question up to three times within its limits:
 * again only after trouble that passes, after the wait that the server asks for.
 */
export class OpenAiExchanger implements ModelExchanger {
  private readonly client: OpenAI;
  /** Some servers refuse JSON schemas. Told so once, we leave them out: the prompt names the schema, and zod checks. */
  private withSchema = true;

  constructor(http: SafeHttp, private readonly settings: ModelSettings, private readonly clock: { now(): number }, private readonly firstWaitMs: number = FIRST_WAIT_MS) {
    this.client = new OpenAI({
      apiKey: settings.apiKey, baseURL: settings.baseUrl, maxRetries: 0, logLevel: 'off',
      // Null, not left out: the package would read these from the environment.
      adminAPIKey: null, organization: null, project: null, webhookSecret: null,
      fetch: safeFetch(http, { maxBytes: MOST_BYTES, timeoutMs: TRY_MS }),
    });
  }

  mostMicro(request: ModelRequest): number {
    return this.mostPerTry(request) * MOST_TRIES;
  }

  async send(request: ModelRequest, { timeMs, spendMicro, signal }: AskLimits): Promise<ModelCall> {
    const began = this.clock.now();
    const most = this.mostPerTry(request);
    let costMicro = 0;
    for (let tries = 0; ; ) {
      const left = timeMs - (this.clock.now() - began);
      const end = (answer: ModelAnswer | null, failure: Failure | null): ModelCall =>
        ({ answer, failure: failure && serializeFailure(failure), tries, costMicro, tookMs: Math.max(0, this.clock.now() - began) });
      if (left <= 0) return end(null, outOfTime());
      if (costMicro + most > spendMicro) return end(null, overBudget(costMicro + most, spendMicro));
      tries += 1;
      try {
        const answer = await this.complete(request, Math.min(left, TRY_MS), signal);
        costMicro += costMicroOf(this.settings.price, answer.tokensIn, answer.tokensOut);
        return end(answer, null);
      } catch (error) {
        const failure = toModelFailure(error, signal);
        if (wasWorkedOn(failure)) costMicro += most;
        const waitMs = failure.retryAfterMs ?? this.firstWaitMs * 2 ** (tries - 1);
        const over = timeMs - (this.clock.now() - began) <= waitMs;
        if (!failure.retryable || tries === MOST_TRIES || over) return end(null, failure);
        await sleep(waitMs, undefined, { signal }).catch(() => undefined);
        if (signal?.aborted) return end(null, failure);
      }
    }
  }

  private async complete(request: ModelRequest, timeout: number, signal: AbortSignal | undefined): Promise<ModelAnswer> {
    try {
      return await this.create(request, timeout, signal);
    } catch (error) {
      if (!this.withSchema || !refusesSchema(error)) throw error;
      this.withSchema = false;
      return this.create(request, timeout, signal);
    }
  }

  private async create({ model, messages, schema, task, maxTokens }: ModelRequest, timeout: number, signal: AbortSignal | undefined): Promise<ModelAnswer> {
    const body = await this.client.chat.completions.create({
      model, messages: [...messages], max_completion_tokens: maxTokens,
      ...(this.withSchema ? { response_format: { type: 'json_schema', json_schema: { name: task.replace(/[^\w-]/g, '_'), strict: true, schema: { ...schema } } } } : {}),
    }, { timeout, maxRetries: 0, ...(signal ? { signal } : {}) });
    const read = wireCompletion.safeParse(body);
    if (!read.success) throw unreadable(read.error);
    const { choices: [choice], usage } = read.data;
    const { content, refusal } = choice!.message;
    const raw = refusal ?? content ?? '';
    return {
      raw, finish: refusal ? 'refusal' : choice!.finish_reason ?? 'stop',
      tokensIn: usage?.prompt_tokens ?? bytesOf(messages), tokensOut: usage?.completion_tokens ?? mostTokens(raw),
    };
  }

  private mostPerTry({ messages, maxTokens }: ModelRequest): number {
    return costMicroOf(this.settings.price, bytesOf(messages), maxTokens);
  }
}

const bytesOf = (messages: ModelRequest['messages']): number => messages.reduce((sum, { content }) => sum + mostTokens(content), 0);

const refusesSchema = (error: unknown): boolean => error instanceof OpenAI.APIError && (error.status === 400 || error.status === 422) && /response_format|json_schema/.test(error.message);
