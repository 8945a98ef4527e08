import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LEADWRIGHT_FIELDS } from '#connectors';

/** A lead as a fake keeps it, under neutral names; each vendor dresses it for its wire. */
export interface FakeLead {
  readonly id: string;
  email: string | null;
  owner: string | null;
  /** By our names (`leadwright_fit`). */
  readonly facts: Record<string, string | null>;
  /** Everything else, by the vendor's names. */
  readonly other: Record<string, string | null>;
  /** Milliseconds. */
  changedAt: number;
}

/** A task or a note on a lead. */
export interface FakeText { readonly id: string; readonly kind: 'task' | 'note'; readonly leadId: string; readonly text: string; readonly owner: string | null; readonly wire: Readonly<Record<string, unknown>> }

export interface FakeRequest { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly headers: IncomingMessage['headers']; readonly text: string; readonly body: any }
export interface FakeAnswer { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }

/** What happens to the next call, or the next write: the answer of a write is lost after it was done, anything else happens instead of it. */
export type Fault = 'answer lost' | 'too many calls' | 'down' | 'not JSON' | 'strange shape' | 'token refused' | FakeAnswer;

/** How one vendor says what all of them say. */
export interface VendorWords {
  /** The wait that `too many calls` asks for. */
  readonly waitMs: number;
  /** What a refused owner looks like. */
  readonly ownerRefused: { readonly code: string; readonly said: RegExp };
  readonly leadNotThere: string;
  readonly tokenRefused: string;
  /** True: a refused token is renewed, and the call is made again. */
  readonly renewsToken: boolean;
}

/** A CRM in memory behind a real HTTP server on loopback that speaks one vendor's documented wire; for specs only. */
export abstract class FakeCrm {
  abstract readonly words: VendorWords;
  /** Ids of users there, and whether they are active. The first is one who may own leads. */
  abstract readonly users: ReadonlyMap<string, boolean>;
  abstract readonly unknownUser: string;
  readonly leads = new Map<string, FakeLead>();
  readonly texts: FakeText[] = [];
  /** Leadwright's fields that were created there. */
  readonly fields = new Set(LEADWRIGHT_FIELDS);
  /** Calls of the data API, without those for a token. */
  readonly heard: FakeRequest[] = [];
  private readonly faults: Fault[] = [];
  private made = 0;
  private readonly server: Server = createServer((request, response) => void this.receive(request, response));

  protected abstract answer(request: FakeRequest): FakeAnswer;
  protected abstract tooManyCalls(): FakeAnswer;
  protected abstract tokenRefused(): FakeAnswer;
  /** The n-th id of this vendor. */
  protected abstract idOf(number: number): string;
  /** An answer that needs no session and meets no fault: null for any other request. */
  protected beforeAll(_request: FakeRequest): FakeAnswer | null { return null; }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  close(): Promise<void> {
    return new Promise((resolve) => { this.server.closeAllConnections(); this.server.close(() => resolve()); });
  }

  /** For the egress map of the client. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Somebody else's lead. */
  put(lead: Partial<Omit<FakeLead, 'id'>> = {}): FakeLead {
    const made: FakeLead = { id: this.nextId(), email: null, owner: null, facts: {}, other: {}, changedAt: Date.now(), ...lead };
    this.leads.set(made.id, made);
    return made;
  }

  /** The faults of the next calls, in order. */
  meet(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  textsOf(kind: FakeText['kind']): readonly FakeText[] {
    return this.texts.filter((text) => text.kind === kind);
  }

  get writes(): number {
    return this.heard.filter((request) => this.isWrite(request)).length;
  }

  protected isWrite({ method }: FakeRequest): boolean {
    return method !== 'GET';
  }

  protected nextId(): string {
    return this.idOf(this.made += 1);
  }

  private async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(incoming.url!, 'http://fake.test');
    const json = incoming.headers['content-type'] === 'application/json';
    const request: FakeRequest = { method: incoming.method!, path: url.pathname, query: url.searchParams, headers: incoming.headers, text, body: json ? JSON.parse(text) : null };
    const before = this.beforeAll(request);
    if (before) return reply(response, before);
    this.heard.push(request);
    const [fault] = this.faults;
    if (!fault || (fault === 'answer lost' && !this.isWrite(request))) return reply(response, this.answer(request));
    this.faults.shift();
    if (typeof fault === 'object') return reply(response, fault);
    switch (fault) {
      case 'answer lost': this.answer(request); return void incoming.socket.destroy();
      case 'too many calls': return reply(response, this.tooManyCalls());
      case 'down': return reply(response, { status: 503, body: 'upstream connect error' });
      case 'not JSON': return reply(response, { status: 200, body: '<html>' });
      case 'strange shape': return reply(response, { status: 200, body: { greeting: 'hello' } });
      case 'token refused': return reply(response, this.tokenRefused());
    }
  }
}

function reply(response: ServerResponse, { status, body, headers }: FakeAnswer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** `changedAt` of leads that changed since, oldest first. */
export const changedSince = (leads: Iterable<FakeLead>, since: number): FakeLead[] =>
  [...leads].filter(({ changedAt }) => changedAt >= since).sort((a, b) => a.changedAt - b.changedAt);
