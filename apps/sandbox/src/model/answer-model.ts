import { setTimeout as sleep } from 'node:timers/promises';
import { jsonOf, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import { hostileAnswer } from './hostile-answer.js';
import { readPrompt } from './read-prompt.js';
import { goodAnswer } from './scripted-answers.js';

/** `good` answers well; `malformed` stops in the middle of an object; `slow` answers well, but late; `hostile` obeys somebody else. */
export const MODEL_BEHAVIOURS = ['good', 'malformed', 'slow', 'hostile'] as const;
export type ModelBehaviour = (typeof MODEL_BEHAVIOURS)[number];

interface Body {
  readonly model?: unknown;
  readonly messages?: readonly { readonly role?: unknown; readonly content?: unknown }[];
  readonly response_format?: { readonly json_schema?: { readonly name?: unknown; readonly schema?: object } };
}

/**
 * `POST /v1/chat/completions` in the shape of OpenAI. The model's name ends with how it behaves (`scripted-hostile`), or the
 * header `x-sandbox-model` says so; anything else is good. No text is made up by chance: the same question has the same answer.
 */
export async function answerModel({ method, host, path, headers, body: bytes }: SandboxRequest, journal: Journal, { key, slowMs }: { key: string; slowMs: number }): Promise<SandboxAnswer> {
  const body = jsonOf(bytes) as Body | undefined;
  const refused = method !== 'POST' || path !== '/v1/chat/completions' ? error(404, 'Unknown request URL', 'unknown_url')
    : headers['authorization'] !== `Bearer ${key}` ? error(401, 'Incorrect API key provided.', 'invalid_api_key')
    : !body || !Array.isArray(body.messages) ? error(400, 'We could not parse the JSON body of your request.', null) : null;
  if (refused) {
    journal.add({ kind: 'call-refused', host, method, path, status: refused.status });
    return refused;
  }
  const { model, messages = [], response_format: format } = body!;
  const behaviour = MODEL_BEHAVIOURS.find((one) => one === headers['x-sandbox-model'] || String(model).endsWith(`-${one}`)) ?? 'good';
  const prompt = readPrompt(format?.json_schema?.name, messages);
  journal.add({ kind: 'model-asked', model: String(model), task: prompt.task, behaviour });
  if (behaviour === 'slow') await sleep(slowMs);
  const answer = JSON.stringify(behaviour === 'hostile' ? hostileAnswer(format?.json_schema?.schema ?? {}) : goodAnswer(prompt) ?? {});
  return completion(String(model), behaviour === 'malformed' ? `Sure! Here it is:\n${answer.slice(0, Math.ceil(answer.length / 2))}` : answer, messages);
}

function completion(model: string, content: string, messages: NonNullable<Body['messages']>): SandboxAnswer {
  const [prompt, answer] = [Math.ceil(messages.reduce((sum, message) => sum + String(message.content).length, 0) / 4), Math.ceil(content.length / 4)];
  return {
    status: 200,
    body: {
      id: 'chatcmpl-sandbox', object: 'chat.completion', created: 1_795_340_000, model,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
      usage: { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer },
    },
  };
}

const error = (status: number, message: string, code: string | null): SandboxAnswer => ({ status, body: { error: { message, type: 'invalid_request_error', param: null, code } } });
