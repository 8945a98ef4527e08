import type { DraftView } from '#contracts';
import type { ProductApi } from '../product/product-api.js';

const EVERY_MS = 1_500;

/** A manager who reads the drafts that are ready and approves one after the other, and tries again when nobody answers. */
export class ApprovingManager {
  /** Approvals that were answered with 2xx. */
  approved = 0;
  private cookie = '';
  private over = false;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly api: ProductApi, private readonly user: string) {}

  async signIn(): Promise<void> {
    const { url } = await this.api.signInLink(this.user);
    const answer = await fetch(`${this.api.url}${new URL(url).pathname}`, { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!cookie) throw new Error(`${this.user} could not sign in: the answer was ${answer.status}.`);
    this.cookie = cookie;
  }

  start(): void {
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.over) {
      await new Promise((done) => setTimeout(done, EVERY_MS));
      // Nobody answers while console or its database is down: that is what this run is about.
      if (await this.approveOne().catch(() => false)) this.approved += 1;
    }
  }

  private async approveOne(): Promise<boolean> {
    const signal = AbortSignal.timeout(10_000);
    const list = await fetch(`${this.api.url}/api/drafts?state=ready`, { headers: { cookie: this.cookie }, signal });
    const [draft] = list.ok ? ((await list.json()) as DraftView[]) : [];
    if (!draft) return false;
    const answer = await fetch(`${this.api.url}/api/drafts/${draft.id}/approve`, {
      method: 'POST', signal, headers: { cookie: this.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }, body: JSON.stringify({ contentHash: draft.contentHash }),
    });
    return answer.ok;
  }
}
