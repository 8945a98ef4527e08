import { Injectable } from '@nestjs/common';
import { ProblemError } from '#contracts';
import { Clock, Ids, Log } from '#platform';
import type { Announcement } from './announcement.js';
import type { CompiledConnection, ReadLead } from './compile-connection.js';
import { isOfCrm } from './crm-properties.js';
import { IntakeKeys } from './intake-keys.js';
import { KnownConnections } from './known-connections.js';
import { readSubmissions } from './read-submissions.js';
import type { AnnouncedIds, IncomingCall } from './sort-calls.js';
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
    const call = { id, connection: compiled.name, label: compiled.connection.label ?? compiled.name, by: 'webhook', receivedAt: this.clock.now(), key, bodyDigest, body: textOf(bytes) } as const;
    const announced = this.announced(compiled, body as Announcement, id);
    if (announced) return { ...call, announced, submissions: [] };
    return { ...call, submissions: this.readings(compiled, body, key).map((reading, ordinal) => this.submission(id, ordinal, compiled.name, reading)) };
  }

  /** What a CRM told of by ids only; null where the call itself says all there is. */
  private announced({ connection }: CompiledConnection, body: Announcement, callId: string): AnnouncedIds | null {
    if (!isOfCrm(connection) || body.leads.length + body.changes.length + body.others === 0) return null;
    const leads = body.leads.map(({ objectId, senderId }, ordinal) => ({ submissionId: this.ids.next(), leadId: this.ids.next(), callId, ordinal, objectId, senderId }));
    return { leads, changes: body.changes.length, others: body.others };
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
    return this.readingsOf(compiled, compiled.read(body, this.clock.now()), callKey);
  }

  /** What leads say that were read already. */
  readingsOf({ name }: CompiledConnection, reads: readonly ReadLead[], callKey: string | null): Reading[] {
    return readSubmissions(name, reads, {
      gate: this.connections.gate, callKey,
      digest: (kind, value) => this.keys.digest('claim', kind, value),
      onError: (error) => this.log.error('submission.read', error, { connection: name }),
    });
  }

  submission(callId: string, ordinal: number, connection: string, reading: Reading): Submission {
    return { id: this.ids.next(), callId, ordinal, connection, leadId: this.ids.next(), reading };
  }
}

/** The bytes as text, exactly: they were read as UTF-8 before. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
