import { isIP } from 'node:net';
import axios, { AxiosError, type AxiosResponse } from 'axios';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { retryable, terminal, type Failure } from '#contracts';
import { parseEgressMap, type EgressMap } from './egress-map.js';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** The whole exchange, redirects included; default 10 s. */
  readonly timeoutMs?: number;
  /** Of the answer's body; default 1 MiB. */
  readonly maxBytes?: number;
  /** Followed by us, each checked like the first; default 0. Only for GET. */
  readonly redirects?: number;
  readonly signal?: AbortSignal;
}

export interface IncomingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly finalUrl: string;
}

/**
 * The one way out. Addresses are checked after parsing, after resolving and at connect; private, local and special ones are
 * never reached. Bytes, time and redirects are bounded. Any status is an answer; only the absence of one is a failure:
 * NET.BLOCKED_ADDRESS and NET.TOO_LARGE (terminal), NET.TIMEOUT, NET.UNREACHABLE and NET.BROKEN (retryable).
 */
export abstract class SafeHttp {
  abstract request(request: OutgoingRequest): Promise<IncomingResponse>;
}

export class AxiosSafeHttp extends SafeHttp {
  private readonly map: EgressMap | null;
  private readonly http = new RequestFilteringHttpAgent({ keepAlive: true, maxSockets: 64 });
  private readonly https = new RequestFilteringHttpsAgent({ keepAlive: true, maxSockets: 64 });

  constructor(egressMap: string | null) {
    super();
    this.map = egressMap ? parseEgressMap(egressMap) : null;
  }

  override async request(request: OutgoingRequest): Promise<IncomingResponse> {
    const signal = AbortSignal.any([AbortSignal.timeout(request.timeoutMs ?? 10_000), ...(request.signal ? [request.signal] : [])]);
    let url = checkedUrl(request.url);
    for (let left = request.redirects ?? 0; ; left -= 1) {
      const response = await this.once(request, url, signal);
      const location = response.headers['location'];
      if (response.status < 300 || response.status > 399 || !location || request.method !== 'GET' || left <= 0) {
        return { status: response.status, headers: response.headers, body: response.body, finalUrl: url.href };
      }
      url = checkedUrl(new URL(location, url).href);
    }
  }

  private async once(request: OutgoingRequest, url: URL, signal: AbortSignal): Promise<Omit<IncomingResponse, 'finalUrl'>> {
    const sandbox = this.map?.covers(url.hostname) ? this.map.agent : null;
    try {
      const response: AxiosResponse<Buffer> = await axios.request({
        adapter: 'http', proxy: false, maxRedirects: 0, responseType: 'arraybuffer', validateStatus: () => true,
        method: request.method,
        url: sandbox ? url.href.replace(/^https:/, 'http:') : url.href,
        headers: { 'user-agent': 'Leadwright/0.1 (+lead research; obeys robots.txt)', ...request.headers, ...(sandbox ? { 'x-forwarded-proto': url.protocol.slice(0, -1) } : {}) },
        data: request.body,
        httpAgent: sandbox ?? this.http,
        httpsAgent: this.https,
        maxContentLength: request.maxBytes ?? 1024 * 1024,
        maxBodyLength: 4 * 1024 * 1024,
        signal,
      });
      return { status: response.status, headers: plainHeaders(response.headers), body: Buffer.from(response.data ?? []) };
    } catch (error) {
      throw toNetFailure(error, url, signal);
    }
  }
}

const PORTS = new Set(['', '80', '443', '8080', '8443']);

/** Errors: NET.BLOCKED_ADDRESS for what no public site needs: other schemes and ports, credentials, addresses instead of names. */
function checkedUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw terminal('NET.BLOCKED_ADDRESS', `${JSON.stringify(text.slice(0, 200))} is not a URL.`, { cause: error });
  }
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  const problem = url.protocol !== 'https:' && url.protocol !== 'http:' ? `scheme ${url.protocol}`
    : url.username || url.password ? 'credentials in the URL'
    : isIP(bare) !== 0 ? 'an address instead of a name'
    : !PORTS.has(url.port) ? `port ${url.port}`
    : !bare.includes('.') ? 'a name without a domain'
    : null;
  if (problem) throw terminal('NET.BLOCKED_ADDRESS', `${url.protocol}//${url.host} is not called: ${problem}.`);
  return url;
}

const plainHeaders = (headers: AxiosResponse['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]));

function toNetFailure(error: unknown, url: URL, signal: AbortSignal): Failure {
  const { host } = url;
  const message = error instanceof Error ? error.message : String(error);
  if (signal.aborted || (error instanceof AxiosError && (error.code === 'ECONNABORTED' || error.code === 'ETIMEDOUT'))) {
    return retryable('NET.TIMEOUT', `${host} did not answer in time.`, { cause: error });
  }
  if (/maxContentLength/.test(message)) return terminal('NET.TOO_LARGE', `${host} sent more than is read.`, { cause: error });
  if (/is not allowed|DNS lookup/.test(message) && /Because/.test(message)) return terminal('NET.BLOCKED_ADDRESS', `${host} is a private or special address; it is never called.`, { cause: error });
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) return retryable('NET.UNREACHABLE', `${host} has no address (${message}).`, { cause: error });
  return retryable('NET.BROKEN', `${host} could not be reached: ${message}.`, { cause: error });
}
