import { createHash } from 'node:crypto';
import type { Environment, SafeHttp } from '#platform';
import { clip, DATA_RULE } from './as-data.js';
import type { Accepted, AskLimits, Model, ModelAnswer, ModelCall, ModelExchange, ModelExchanger, ModelMessage, ModelReply, ModelRequest, ModelTask } from './model.js';
import { readModelSettings } from './model-settings.js';
import { OpenAiExchanger } from './openai-exchanger.js';
import { readAnswer } from './read-answer.js';
import { strictSchema } from './strict-schema.js';

/** The first question, and one more that names what was wrong with the answer. */
const MOST_ROUNDS = 2;
const MOST_REPEATED = 4_000;

/**
 * Asks, reads, checks, asks once more, gives up. What it asks depends on task and input alone, so that recorded answers
 * (`RecordedExchanger`) lead to the same value.
 */
export class ModelClient implements Model {
  constructor(readonly id: string, private readonly exchanger: ModelExchanger, private readonly clock: { now(): number }) {}

  async ask<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, limits: AskLimits): Promise<ModelReply<Value>> {
    const began = this.clock.now();
    const exchanges: ModelExchange[] = [];
    let messages = firstMessages(task, input);
    let problem = '';
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const request = this.request(task, input, messages);
      const call = await this.exchanger.send(request, {
        timeMs: limits.timeMs - (this.clock.now() - began),
        spendMicro: limits.spendMicro - exchanges.reduce((sum, { costMicro }) => sum + costMicro, 0),
        ...(limits.signal ? { signal: limits.signal } : {}),
      });
      if (!call.answer) {
        exchanges.push(record(request, call, null, call.failure?.message ?? 'no answer'));
        return { ok: false, reason: 'unavailable', problem: call.failure?.message ?? 'no answer', exchanges };
      }
      const judged = judge(task, input, call.answer);
      exchanges.push(record(request, call, judged.parsed, judged.ok ? null : judged.problem));
      if (judged.ok) return { ok: true, value: judged.value, exchanges };
      problem = judged.problem;
      if (call.answer.finish === 'refusal' || call.answer.finish === 'content_filter') break;
      messages = [...messages, { role: 'assistant', content: clip(call.answer.raw, MOST_REPEATED) }, { role: 'user', content: againPrompt(problem) }];
    }
    return { ok: false, reason: 'unusable', problem, exchanges };
  }

  mostMicro<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input): number {
    const first = firstMessages(task, input);
    const again: ModelMessage[] = [...first, { role: 'assistant', content: '\uFFFF'.repeat(MOST_REPEATED) }, { role: 'user', content: againPrompt('x'.repeat(MOST_REPEATED)) }];
    return [first, again].reduce((sum, messages) => sum + this.exchanger.mostMicro(this.request(task, input, messages)), 0);
  }

  private request<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, messages: readonly ModelMessage[]): ModelRequest {
    const schema = strictSchema(task.schema(input));
    const asked = { task: task.name, model: this.id, messages, schema, maxTokens: task.maxTokens };
    const parts = [asked.model, asked.task, messages.map(({ role, content }) => [role, content]), schema, asked.maxTokens];
    return { ...asked, key: createHash('sha256').update(JSON.stringify(parts)).digest('hex') };
  }
}

/** No model: callers go on offline. */
export const noModel: Model = {
  id: null,
  ask: async () => ({ ok: false, reason: 'off', problem: 'There is no model: OPENAI_API_KEY is not set.', exchanges: [] }),
  mostMicro: () => 0,
};

/** The model that the environment names, or none. Errors: ENVIRONMENT.INVALID, terminal. */
export function modelOf(environment: Pick<Environment, 'secret' | 'setting'>, http: SafeHttp, clock: { now(): number }): Model {
  const settings = readModelSettings(environment);
  return settings ? new ModelClient(settings.model, new OpenAiExchanger(http, settings, clock), clock) : noModel;
}

function firstMessages<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input): readonly ModelMessage[] {
  const { system, user } = task.prompt(input);
  const shape = JSON.stringify(strictSchema(task.schema(input)));
  return [
    { role: 'system', content: `${DATA_RULE}\n\n${system}\n\nAnswer with one JSON object of this schema and nothing else:\n${shape}` },
    { role: 'user', content: user },
  ];
}

const againPrompt = (problem: string): string => `That answer cannot be used. ${clip(problem, 1_000)}\nAnswer again with one JSON object of the schema and nothing else.`;

function judge<Input, Answer, Value>(task: ModelTask<Input, Answer, Value>, input: Input, { raw, finish }: ModelAnswer): Accepted<Value> & { parsed: unknown } {
  if (finish === 'refusal') return { ok: false, parsed: null, problem: `The model refused: ${clip(raw, 300)}` };
  const read = readAnswer(raw, task.schema(input));
  if (!read.ok) return finish === 'length' ? { ...read, problem: `The answer was cut off at ${task.maxTokens} tokens. Be shorter.` } : read;
  return { ...task.accept(read.value, input), parsed: read.parsed };
}

const record = ({ key, task, model, messages }: ModelRequest, call: ModelCall, parsed: unknown, problem: string | null): ModelExchange =>
  ({ v: 1, key, task, model, messages, ...call, parsed, problem });
