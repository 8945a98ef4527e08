import { retryable, terminal } from '#contracts';
import type { Environment, IncomingResponse, SafeHttp } from '#platform';

export type NoticeOutcome = { readonly outcome: 'done' } | { readonly outcome: 'refused'; readonly retryable: false; readonly code: string; readonly vendorSaid: string };

const DEFAULT_WAIT_MS = 30_000;

/**
 * Slack's incoming webhook: one URL, one channel. It takes no key, so a post whose answer was lost may have been shown.
 * Errors: SLACK.RATE_LIMITED and SLACK.UNAVAILABLE (retryable; nothing was posted), NET.* (retryable; unknown),
 * SLACK.NO_WEBHOOK (terminal: the variable that holds the URL is not set).
 */
export class SlackWebhook {
  constructor(private readonly http: SafeHttp, private readonly secrets: Pick<Environment, 'secret'>) {}

  /** `secret` names the environment variable that holds the URL. `text` is mrkdwn; what people wrote must be escaped. */
  async post(secret: string, text: string): Promise<NoticeOutcome> {
    const url = this.secrets.secret(secret);
    if (!url) throw terminal('SLACK.NO_WEBHOOK', `${secret} is not set: it holds the address of Slack's incoming webhook. Set it, or ${secret}_FILE.`);
    const response = await this.http.request({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }), timeoutMs: 10_000 });
    return readSlackAnswer(response);
  }
}

/** The answer is plain text: `ok`, or the name of the trouble (`no_service`, `channel_is_archived`). */
function readSlackAnswer({ status, headers, body }: IncomingResponse): NoticeOutcome {
  const said = body.toString('utf8').trim().slice(0, 200);
  if (status === 200 && said === 'ok') return { outcome: 'done' };
  if (status === 429) {
    const seconds = Number(headers['retry-after']);
    throw retryable('SLACK.RATE_LIMITED', 'Slack asks for patience (429).', { retryAfterMs: seconds >= 0 ? seconds * 1_000 : DEFAULT_WAIT_MS });
  }
  if (status >= 500) throw retryable('SLACK.UNAVAILABLE', `Slack answered ${status}: ${said}.`);
  return { outcome: 'refused', retryable: false, code: /^\w+$/.test(said) ? said : `HTTP_${status}`, vendorSaid: said || `HTTP ${status}` };
}

/** Makes text safe inside mrkdwn: without it, a lead could mention a whole channel. */
export const escapeSlack = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
