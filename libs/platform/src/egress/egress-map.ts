import { Agent } from 'node:http';
import { connect } from 'node:net';

/**
 * Sends connections to reserved names (`*.example`, `*.test`) to a sandbox: `*.example,*.test=127.0.0.1:4010`.
 * Only the connection changes; host, scheme, address checks and limits stay as they are for a real host.
 */
export interface EgressMap {
  covers(host: string): boolean;
  readonly agent: Agent;
}

export function parseEgressMap(text: string): EgressMap {
  const [patterns = '', target = ''] = text.split('=');
  const suffixes = patterns.split(',').map((pattern) => pattern.trim().replace(/^\*/, ''));
  const [host = '127.0.0.1', port = ''] = target.split(':');
  return {
    covers: (name) => suffixes.some((suffix) => name.toLowerCase().endsWith(suffix)),
    agent: new SandboxAgent({ keepAlive: true, maxSockets: 32 }, host, Number(port)),
  };
}

class SandboxAgent extends Agent {
  constructor(options: ConstructorParameters<typeof Agent>[0], private readonly sandboxHost: string, private readonly sandboxPort: number) {
    super(options);
  }

  override createConnection(): ReturnType<typeof connect> {
    return connect({ host: this.sandboxHost, port: this.sandboxPort });
  }
}
