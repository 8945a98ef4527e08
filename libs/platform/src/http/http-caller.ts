import { Agent, request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { APPS, retryable, terminal, type AppName } from '#contracts';
import type { Environment } from '../environment.js';
import { ServiceCaller, type ServiceRequest, type ServiceResponse } from './service-caller.js';

/** An answer of another app that is larger is no answer. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Without a byte for so long, the other app is not there. A file that is passed on may take longer as a whole. */
const SILENCE_MS = 30_000;

/** Calls other apps over the network, at `INTAKE_URL`, `ENRICHMENT_URL`, …: where each app is reached inside the cluster. */
export class HttpCaller extends ServiceCaller {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(private readonly urls: Partial<Readonly<Record<AppName, URL>>>) {
    super();
  }

  /** Errors: ENVIRONMENT.INVALID, terminal, naming each variable that is no address. */
  static from(environment: Environment): HttpCaller {
    const given = APPS.flatMap((app) => { const url = environment.setting(variableOf(app)); return url ? [[app, url] as const] : []; });
    const wrong = given.filter(([, url]) => !/^https?:\/\/[^/]/.test(url));
    if (wrong.length > 0) throw terminal('ENVIRONMENT.INVALID', wrong.map(([app, url]) => `${variableOf(app)}: ${JSON.stringify(url)} must look like http://${app}:3000.`).join(' '));
    return new HttpCaller(Object.fromEntries(given.map(([app, url]) => [app, new URL(url)])));
  }

  override call(app: AppName, { method, path, headers, body }: ServiceRequest): Promise<ServiceResponse> {
    const base = this.urls[app];
    if (!base) throw retryable('SERVICE.UNREACHABLE', `Where ${app} runs is not known here. Set ${variableOf(app)}.`);
    return new Promise((resolve, reject) => {
      const unreachable = (error: Error): void => reject(retryable('SERVICE.UNREACHABLE', `${app} does not answer at ${base.origin}: ${error.message}`, { cause: error }));
      const length = Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {};
      const outgoing = request(new URL(path, base), { method, agent: this.agent, headers: { ...headers, ...length }, timeout: SILENCE_MS }, (incoming) => { read(incoming).then(resolve, unreachable); });
      outgoing.once('timeout', () => outgoing.destroy(new Error(`nothing was heard for ${SILENCE_MS / 1_000} s`)));
      outgoing.on('error', unreachable);
      if (body instanceof Readable) body.on('error', (error) => outgoing.destroy(error)).pipe(outgoing);
      else outgoing.end(body ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

const variableOf = (app: AppName): string => `${app.toUpperCase()}_URL`;

async function read(incoming: IncomingMessage): Promise<ServiceResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`its answer has more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  const headers = Object.fromEntries(Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  return { status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) };
}
