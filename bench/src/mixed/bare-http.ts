import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { SafeHttp, type IncomingResponse, type OutgoingRequest } from '#platform';

/** Nothing but `node:http` on connections that are kept: every name is at one place, nothing is checked, nothing is limited. */
export class BareHttp extends SafeHttp {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly place: { readonly host: string; readonly port: string };

  /** `place`: host and port of the outside. */
  constructor(place: string) {
    super();
    const [host, port] = place.split(':');
    this.place = { host: host!, port: port! };
  }

  override async request({ method, url, headers = {} }: OutgoingRequest): Promise<IncomingResponse> {
    const { host, pathname, search } = new URL(url);
    const call = request({ ...this.place, agent: this.agent, method, path: pathname + search, headers: { host, ...headers } });
    call.end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode!, headers: response.headers as Record<string, string>, body: Buffer.concat(chunks), finalUrl: url };
  }

  close(): void {
    this.agent.destroy();
  }
}
