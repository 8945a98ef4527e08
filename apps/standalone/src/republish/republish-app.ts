import { setTimeout as wait } from 'node:timers/promises';
import type { AppName, Problem, RepublishView } from '#contracts';

export interface RepublishOptions {
  /** Of console, or of standalone. */
  readonly url: string;
  readonly token: string;
  readonly app: AppName;
  readonly since?: string;
  readonly leads?: readonly string[];
  /** Only counts. */
  readonly dryRun?: boolean;
  readonly onPage?: (events: number) => void;
}

const AGAIN_MS = 1_000;
/** An outbox that does not get shorter for so long has brokers that do not answer. */
const PATIENCE = 120;

/** Has an app publish its events once more, page by page. Returns how many. Errors: an Error with what was answered. */
export async function republishApp({ url, token, app, since, leads, dryRun, onPage }: RepublishOptions): Promise<number> {
  let events = 0;
  let refused = 0;
  for (let after: number | null = 0; after !== null;) {
    const answer = await fetch(`${url}/api/republish`, {
      method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ app, after, since, leads, dryRun }),
    }).catch((error: Error) => { throw new Error(`Nobody answers at ${url} (${error.message}); ${events} events of ${app} were taken before. Name the console with --url.`, { cause: error }); });
    const said = await answer.text();
    if (answer.status === 503 && refused < PATIENCE) {
      refused += 1;
      await wait(AGAIN_MS);
      continue;
    }
    if (!answer.ok) throw new Error(`${app} stopped after ${events} events: ${problemWords(answer.status, said)}`);
    refused = 0;
    const page = JSON.parse(said) as RepublishView;
    events += page.events;
    after = page.next;
    onPage?.(events);
  }
  return events;
}

function problemWords(status: number, said: string): string {
  try {
    return (JSON.parse(said) as Problem).detail;
  } catch {
    return `the answer was ${status}. Is this the address of console?`;
  }
}
