import type { AssignmentExplanation, AttentionItem, DraftView, LeadList, LeadPage, LeadRow, SignInLink, Stats, TimelineEntry } from '#contracts';

/** Leadwright's HTTP surface, as a program with a token sees it. Errors: an Error with status and problem of an answer that is not 2xx. */
export class ProductApi {
  constructor(readonly url: string, private readonly token: string) {}

  stats(): Promise<Stats> {
    return this.get('/api/stats');
  }

  lead(id: string): Promise<LeadPage> {
    return this.get(`/api/leads/${id}`);
  }

  timeline(id: string): Promise<TimelineEntry[]> {
    return this.get(`/api/leads/${id}/timeline`);
  }

  why(id: string): Promise<AssignmentExplanation[]> {
    return this.get(`/api/leads/${id}/assignment`);
  }

  drafts(): Promise<DraftView[]> {
    return this.get('/api/drafts');
  }

  attention(state: 'open' | 'resolved' | 'closed' = 'open'): Promise<AttentionItem[]> {
    return this.get(`/api/dead-letters?state=${state}`);
  }

  /** Every lead, page by page. */
  async leads(): Promise<LeadRow[]> {
    const rows: LeadRow[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: LeadList = await this.get(`/api/leads?limit=200${cursor ? `&cursor=${cursor}` : ''}`);
      rows.push(...page.leads);
      cursor = page.next;
    }
    return rows;
  }

  signInLink(user: string): Promise<SignInLink> {
    return this.post(`/api/people/${user}/sign-in-link`, {});
  }

  /** Bytes of memory that its process has now. */
  async residentBytes(): Promise<number> {
    const response = await fetch(`${this.url}/metrics`);
    return Number(/^process_resident_memory_bytes\{[^}]*\} (\S+)/m.exec(await response.text())?.[1] ?? 0);
  }

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.call('POST', path, body);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}
