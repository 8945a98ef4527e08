/** A request that reached the sandbox, whatever host it was meant for. */
export interface SandboxRequest {
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface SandboxAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is; anything else as JSON. */
  readonly body: unknown;
}

export const text = (status: number, body: string, type = 'text/plain'): SandboxAnswer => ({ status, body, headers: { 'content-type': `${type}; charset=utf-8` } });

/** A body as JSON; undefined when it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
