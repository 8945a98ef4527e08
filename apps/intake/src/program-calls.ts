import { ProblemError } from '#contracts';
import type { CompiledConnection } from './compile-connection.js';
import type { KnownConnections } from './known-connections.js';

/** The connection that a program names, or the first for programs. Errors: 422 connection_unknown at `field`, naming the known ones. */
export function apiConnection(connections: KnownConnections, asked: string | undefined, field: string): CompiledConnection {
  const known = Object.entries(connections.all).filter(([, { vendor }]) => vendor === 'api').map(([name]) => name);
  const name = asked ?? known[0];
  const compiled = name !== undefined && known.includes(name) ? connections.find(name) : undefined;
  if (compiled) return compiled;
  const detail = known.length === 0
    ? 'No connection takes leads by API. Add one with vendor: api to connections.yaml and publish it.'
    : `${field}: ${JSON.stringify(asked)} is no connection for the API. Known: ${known.join(', ')}.`;
  throw new ProblemError(422, 'connection_unknown', 'No such connection', detail, { field });
}

/** An `Idempotency-Key` that can be used, or null without one. Errors: 400 idempotency_key_invalid. */
export function checkedKey(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (/^[!-~]{1,255}$/.test(key)) return key;
  throw new ProblemError(400, 'idempotency_key_invalid', 'Idempotency-Key cannot be used', 'Idempotency-Key must be 1 to 255 visible ASCII characters without spaces, for example a UUID.');
}
