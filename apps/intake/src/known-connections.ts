import { Injectable } from '@nestjs/common';
import { ProblemError, type Connection, type GateConfig } from '#contracts';
import { Configs, Environment, Log } from '#platform';
import { compileConnection, type CompiledConnection } from './compile-connection.js';
import { proveDeclared } from './declared-signature.js';
import type { Proof, UnprovedCall } from './proof.js';
import { proveStandardWebhook, standardKey } from './standard-webhooks.js';

/** A connection that senders may call: how a call is proved, and how it is read. */
export interface Hook { readonly compiled: CompiledConnection; prove(call: UnprovedCall): Proof }

/** The connections in force, compiled once per version. */
@Injectable()
export class KnownConnections {
  private compiled: { hash: string; connections: ReadonlyMap<string, CompiledConnection> } | null = null;

  constructor(private readonly configs: Configs, private readonly environment: Environment, private readonly log: Log) {}

  get all(): Readonly<Record<string, Connection>> {
    return this.configs.get('connections')?.document.connections ?? {};
  }

  has(name: string): boolean {
    return Object.hasOwn(this.all, name);
  }

  get gate(): GateConfig {
    return this.configs.get('connections')?.document.gate ?? { testAddresses: [], throwawayDomains: [], ignoreMessageClasses: [] };
  }

  /** Undefined for a name that is not configured, or whose paths do not compile. */
  find(name: string): CompiledConnection | undefined {
    const version = this.configs.get('connections');
    if (!version) return undefined;
    if (this.compiled?.hash !== version.hash) this.compiled = { hash: version.hash, connections: this.compile() };
    return this.compiled.connections.get(name);
  }

  /** Errors: 404 connection_unknown; 503 connection_off while its secret is missing, so that the sender comes again. */
  hook(name: string): Hook {
    const connection = this.has(name) ? this.all[name]! : null;
    if (!connection || connection.vendor === 'api') throw new ProblemError(404, 'connection_unknown', 'No such connection', 'Nothing is connected at this address. Copy the URL from Connections again.');
    const compiled = this.find(name);
    const keys = keysOf(connection, this.environment.secrets(secretName(connection)));
    if (!compiled || keys.length === 0) {
      throw new ProblemError(503, 'connection_off', 'The connection is off', 'Not stored. This connection is not set up completely here, so no call can be proved; its operator sees why under Connections. Send it again later.', { connection: name }, { 'retry-after': '300' });
    }
    return {
      compiled,
      prove: (call) => (connection.vendor === 'standard' ? proveStandardWebhook(call, keys, connection.tolerance) : proveDeclared(call, keys, connection.signature)),
    };
  }

  /** Why a connection takes nothing at the moment, with the remedy; null when it is on. */
  whyOff(name: string): string | null {
    const connection = this.all[name]!;
    if (!this.find(name)) return 'Its paths cannot be read. Run check-config.';
    if (connection.vendor === 'api') return null;
    const secret = secretName(connection);
    const values = this.environment.secrets(secret);
    if (values.length === 0) return `Set ${secret} (or ${secret}_FILE) to the secret that the sender signs with.`;
    return keysOf(connection, values).length > 0 ? null : `${secret} is not a Standard Webhooks secret: whsec_ and at least 16 bytes in base64.`;
  }

  private compile(): Map<string, CompiledConnection> {
    return new Map(Object.entries(this.all).flatMap(([name, connection]) => {
      try {
        return [[name, compileConnection(name, connection)] as const];
      } catch (error) {
        this.log.error('connection.compile', error, { connection: name });
        return [];
      }
    }));
  }
}

type Signed = Exclude<Connection, { vendor: 'api' }>;

const secretName = (connection: Signed): string => (connection.vendor === 'standard' ? connection.secret : connection.signature.secret);

/** The keys in the live values of a secret; a form's secret is a text, a Standard Webhooks secret is bytes in base64. */
const keysOf = (connection: Signed, secrets: readonly string[]): Uint8Array[] =>
  secrets.flatMap((secret) => (connection.vendor === 'standard' ? (standardKey(secret) ?? []) : [Buffer.from(secret)]));
