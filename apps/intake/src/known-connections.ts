import { Injectable } from '@nestjs/common';
import { ProblemError, type Connection, type GateConfig } from '#contracts';
import { Configs, Environment, Log } from '#platform';
import { compileConnection, type CompiledConnection } from './compile-connection.js';
import { isOfCrm } from './crm-properties.js';
import type { Proof, UnprovedCall } from './proof.js';
import { senderOf, type Sender } from './sender.js';

/** A connection that senders may call: how a call is proved, and how it is read. */
export interface Hook { readonly compiled: CompiledConnection; readonly sender: Sender; prove(call: UnprovedCall): Proof }

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
    const sender = senderOf(connection);
    const keys = sender.keysOf(this.environment.secrets(sender.secret));
    if (!compiled || keys.length === 0 || this.missingToken(connection) !== null) {
      throw new ProblemError(503, 'connection_off', 'The connection is off', 'Not stored. This connection is not set up completely here, so no call can be proved; its operator sees why under Connections. Send it again later.', { connection: name }, { 'retry-after': '300' });
    }
    return { compiled, sender, prove: (call) => sender.prove(call, keys) };
  }

  /** Why a connection takes nothing at the moment, with the remedy; null when it is on. */
  whyOff(name: string): string | null {
    const connection = this.all[name]!;
    if (!this.find(name)) return 'Its paths cannot be read. Run check-config.';
    if (connection.vendor === 'api') return null;
    const { secret, secretForm, keysOf } = senderOf(connection);
    const values = this.environment.secrets(secret);
    if (values.length === 0) return `Set ${secret} (or ${secret}_FILE) to the secret that the sender signs with.`;
    if (keysOf(values).length === 0) return `${secret} ${secretForm}`;
    const token = this.missingToken(connection);
    return token === null ? null : `Set ${token} (or ${token}_FILE): its calls carry ids only, so that each lead is read back with it.`;
  }

  private missingToken(connection: Connection): string | null {
    const tokens = isOfCrm(connection) ? [connection.crm.token, ...('clientId' in connection.crm ? [connection.crm.clientId] : []), ...('clientSecret' in connection.crm ? [connection.crm.clientSecret] : [])] : [];
    return tokens.find((token) => this.environment.secrets(token).length === 0) ?? null;
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
