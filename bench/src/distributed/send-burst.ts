import { setTimeout as wait } from 'node:timers/promises';
import { CALL, leadsFrom } from '../leads.js';
import { INGEST_TOKEN } from '../send-leads.js';

/** What became of the calls of a burst. */
export interface Burst {
  /** Ids of leads that were answered 2xx. */
  readonly accepted: ReadonlySet<string>;
  /** Leads of calls that were refused; `silently`: those that were not told when to come again. */
  readonly refused: number;
  readonly refusedSilently: number;
  /** Leads of calls that got no answer: they may be stored or not. */
  readonly unanswered: number;
  readonly sent: number;
}

/** Sends calls of 100 leads at a fixed rate, whether or not the ones before were answered, and tries none again. */
export async function sendBurst(url: string, { first, perSecond, seconds }: { first: number; perSecond: number; seconds: number }): Promise<Burst> {
  const accepted = new Set<string>();
  const lost = { refused: 0, refusedSilently: 0, unanswered: 0 };
  const calls = Math.ceil((perSecond * seconds) / CALL);
  const start = Date.now();
  await Promise.all(Array.from({ length: calls }, async (_, index) => {
    await wait(start + (index * CALL * 1_000) / perSecond - Date.now());
    const answer = await post(url, first + index * CALL);
    if (answer === null) lost.unanswered += CALL;
    else if (answer.ok) for (const { leadId } of (await answer.json()) as { leadId: string }[]) accepted.add(leadId);
    else {
      lost.refused += CALL;
      if ((answer.status !== 429 && answer.status !== 503) || !answer.headers.has('retry-after')) lost.refusedSilently += CALL;
    }
  }));
  return { accepted, ...lost, sent: calls * CALL };
}

/** Null when the connection broke before there was an answer. */
const post = (url: string, first: number): Promise<Response | null> => fetch(`${url}/api/leads`, {
  method: 'POST', headers: { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'application/json' }, body: JSON.stringify(leadsFrom(first, CALL)),
}).catch(() => null);
