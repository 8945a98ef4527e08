import { jsonOf, text, type SandboxAnswer, type SandboxRequest } from './answer.js';
import type { Journal } from './journal.js';

/** Slack's incoming webhook: takes `{text}` and says `ok`. */
export function answerSlack({ method, host, path, body }: SandboxRequest, journal: Journal): SandboxAnswer {
  const message = (jsonOf(body) as { text?: unknown } | undefined)?.text;
  const status = method !== 'POST' || !path.startsWith('/services/') ? 404 : typeof message === 'string' && message !== '' ? 200 : 400;
  if (status === 200) journal.add({ kind: 'slack-posted', text: String(message) });
  else journal.add({ kind: 'call-refused', host, method, path, status });
  return text(status, status === 200 ? 'ok' : status === 404 ? 'no_service' : 'no_text');
}
