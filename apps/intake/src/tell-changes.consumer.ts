import { Controller } from '@nestjs/common';
import { leadChanged, openPersonal, type CrmRef, type FieldChange } from '#contracts';
import { identityClaims } from '#domain';
import { OnTask, Outbox, outgoing, type Task } from '#messaging';
import { keyIdOf, UnitOfWork } from '#persistence';
import { Clock } from '#platform';
import type { AnnouncedChange, Announcement } from './announcement.js';
import { TELL_CHANGES, type TellChangesPayload } from './announcement-tasks.js';
import { changedFields } from './changed-fields.js';
import type { CompiledConnection } from './compile-connection.js';
import { isOfCrm } from './crm-properties.js';
import { IntakeKeys } from './intake-keys.js';
import { keepTold, readCallBody, readClaims } from './intake.store.js';
import { KnownConnections } from './known-connections.js';
import { senderOf } from './sender.js';

/** What a CRM says changed of leads that are known here is told; of others it is nothing to us. */
@Controller()
export class TellChangesConsumer {
  constructor(private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly keys: IntakeKeys, private readonly outbox: Outbox, private readonly clock: Clock) {}

  @OnTask<TellChangesPayload>(TELL_CHANGES)
  async tell(task: Task<TellChangesPayload>): Promise<void> {
    const { outbox } = this;
    const { callId } = task.payload;
    const call = await this.work.read(() => readCallBody(callId));
    const compiled = call ? this.connections.find(call.connection) : undefined;
    const changes = call && compiled ? this.changesIn(compiled, call.body) : [];
    await task.complete({
      read: () => readClaims(changes.map(({ digest }) => digest)),
      *write(owners) {
        const known = changes.flatMap(({ digest, by, fields }) => (owners.has(digest) ? [toldOf(owners.get(digest)!, by, fields)] : []));
        yield* outbox.publish(known);
        yield* keepTold(callId, known.length);
      },
    });
  }

  /** By object: the digest of its place in the CRM, and what changed of it in our words. */
  private changesIn(compiled: CompiledConnection, body: string) {
    const { name, connection } = compiled;
    if (!isOfCrm(connection)) return [];
    const { changes } = senderOf(connection).parse(Buffer.from(body)) as Announcement;
    return [...Map.groupBy(changes, ({ objectId }: AnnouncedChange) => objectId)].flatMap(([objectId, ofObject]) => {
      const fields = changedFields(compiled, ofObject, this.clock.now());
      const place: CrmRef = { connection: name, system: connection.crm.system, objectType: connection.crm.objectType, objectId };
      const [claim] = identityClaims({ connection: name, email: null, crm: [place], senderId: null });
      return fields.length === 0 ? [] : [{ digest: this.keys.digest('claim', claim!.kind, claim!.value), by: name, fields }];
    });
  }
}

const toldOf = (leadId: string, by: string, changes: FieldChange[]) => outgoing(leadChanged, leadId, { by, changes: openPersonal(keyIdOf(leadId), changes) });
