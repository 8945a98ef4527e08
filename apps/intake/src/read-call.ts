import { Injectable } from '@nestjs/common';
import { ProblemError } from '#contracts';
import { Clock, Ids, Log } from '#platform';
import type { CompiledConnection } from './compile-connection.js';
import { IntakeKeys } from './intake-keys.js';
import { KnownConnections } from './known-connections.js';
import { readSubmissions } from './read-submissions.js';
import type { IncomingCall } from './sort-calls.js';
import type { Reading, Submission } from './submission.js';

/** Leads in one call. More are sent in more calls. */
export const MOST_LEADS = 500;

/** Turns a proved and parsed body into a call with its submissions. No database. */
@Injectable()
export class ReadCall {
  constructor(private readonly connections: KnownConnections, private readonly keys: IntakeKeys, private readonly clock: Clock, private readonly ids: Ids, private readonly log: Log) {}

  /**
   * A webhook's call. Its own id is the one its proof covers, else the one in its body, else the body itself.
   * Errors: 413 too_many_leads.
   */
  webhook(compiled: CompiledConnection, bytes: Uint8Array, body: unknown, provedId: string | null): IncomingCall {
    const count = compiled.count(body);
    if (count > MOST_LEADS) throw new ProblemError(413, 'too_many_leads', 'Too many leads in one call', `The call carries ${count} leads; at most ${MOST_LEADS} are taken at a time. Send fewer in each.`);
    const bodyDigest = this.keys.digestBytes(bytes);
    const key = this.keys.digest('call', compiled.name, provedId ?? compiled.idIn(body) ?? `body:${bodyDigest}`);
    const id = this.ids.next();
    return {
      id, connection: compiled.name, label: compiled.connection.label ?? compiled.name, by: 'webhook', receivedAt: this.clock.now(),
      key, bodyDigest, body: textOf(bytes),
      submissions: this.readings(compiled, body, key).map((reading, ordinal) => this.submission(id, ordinal, compiled.name, reading)),
    };
  }

  /** A program's call: each lead names its connection. `idempotencyKey` counts per caller. */
  program(leads: readonly { compiled: CompiledConnection; lead: unknown }[], bytes: Uint8Array, caller: string, idempotencyKey: string | null): IncomingCall {
    const { name } = leads[0]!.compiled;
    const id = this.ids.next();
    return {
      id, connection: name, label: name, by: 'program', receivedAt: this.clock.now(),
      key: idempotencyKey === null ? null : this.keys.digest('program', caller, idempotencyKey), bodyDigest: this.keys.digestBytes(bytes), body: textOf(bytes),
      submissions: leads.map(({ compiled, lead }, ordinal) => this.submission(id, ordinal, compiled.name, this.readings(compiled, lead, null)[0]!)),
    };
  }

  /** What the leads in a body say under the mapping of today. `callKey` is the key that their call holds, if it holds one. */
  readings(compiled: CompiledConnection, body: unknown, callKey: string | null): Reading[] {
    return readSubmissions(compiled, body, {
      gate: this.connections.gate, callKey, now: this.clock.now(),
      digest: (kind, value) => this.keys.digest('claim', kind, value),
      onError: (error) => this.log.error('submission.read', error, { connection: compiled.name }),
    });
  }

  submission(callId: string, ordinal: number, connection: string, reading: Reading): Submission {
    return { id: this.ids.next(), callId, ordinal, connection, leadId: this.ids.next(), reading };
  }
}

/** The bytes as text, exactly: they were read as UTF-8 before. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
