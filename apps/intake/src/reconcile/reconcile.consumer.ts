import { Controller } from '@nestjs/common';
import type { CrmPage, CrmRecord } from '#connectors';
import { ProblemError, terminal, toFailure, type Failure } from '#contracts';
import { identityClaims } from '#domain';
import { DeadLetters, OnTask, type Task } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Ids, Log } from '#platform';
import type { CompiledConnection } from '../compile-connection.js';
import { hasCrm, madeAtProperty, type WithCrm } from '../crm-properties.js';
import { IntakeKeys } from '../intake-keys.js';
import { readClaims, writeCalls } from '../intake.store.js';
import { KnownConnections } from '../known-connections.js';
import { ReadRecords } from '../read-records.js';
import { SettleSubmissions, untilUnique } from '../settle-submissions.js';
import type { SortedCall } from '../sort-calls.js';
import { objectDigest } from './object-digest.js';
import { firstPosition, lastChange, positionAfter, type Position } from './position.js';
import { RECONCILE, type ReconcilePayload } from './reconcile-task.js';
import { forget, keepStanding, readObjects, readStanding, type Standing } from './reconcile.store.js';
import { RECONCILED, reconciledBody, reconciledSenderId } from './reconciled-body.js';
import { madeSince, unseen } from './unseen.js';
import { wordNotAsked } from './word-not-asked.js';

/** Attempts in a row, in about a quarter of an hour, before a person is told. */
const ATTEMPTS = 8;

type Page = CrmPage & { readonly outcome: 'page' };
interface Asked { readonly compiled: CompiledConnection; readonly connection: WithCrm; readonly standing: Standing; readonly position: Position }

/**
 * Finds leads in a CRM of which no call told: one page per run of the task, oldest change first. Each is announced as a call
 * would have announced it, in the transaction that moves the watermark, and is then read back like all others; what came in
 * before is left alone. A CRM that does not answer is asked again, in the end in the sight of a person, and never given up.
 */
@Controller()
export class ReconcileConsumer {
  constructor(
    private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly records: ReadRecords, private readonly settle: SettleSubmissions,
    private readonly keys: IntakeKeys, private readonly deadLetters: DeadLetters, private readonly clock: Clock, private readonly ids: Ids, private readonly log: Log,
  ) {}

  @OnTask<ReconcilePayload>(RECONCILE, { attempts: ATTEMPTS + 1, leaseMs: 60_000 })
  async reconcile(task: Task<ReconcilePayload>): Promise<void> {
    const { connection: name } = task.payload;
    const compiled = this.connections.find(name);
    const standing = await this.work.read(() => readStanding(name));
    if (!compiled || !standing || !hasCrm(compiled.connection) || compiled.connection.reconcile === 0) return task.complete({ write: () => forget(name) });
    const asked: Asked = { compiled, connection: compiled.connection, standing, position: standing.position ?? firstPosition(standing.watermark) };
    const page = await this.ask(asked, task.attempt);
    if ('failure' in page) return this.tellAPerson(task, asked, page.failure);
    if (page.outcome === 'page') return this.take(task, asked, page);
    // A cursor is not good for ever: without it the run starts again where it stands.
    if (asked.position.cursor !== null) return task.later(this.clock.now(), { write: () => keepStanding(name, { ...standing, position: null }) });
    return this.tellAPerson(task, asked, terminal('INTAKE.NOT_LISTED', page.vendorSaid));
  }

  private async ask({ compiled, position: { since, cursor } }: Asked, attempt: number): Promise<CrmPage | { failure: Failure }> {
    try {
      return await this.records.listRecent(compiled, since, cursor);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.retryable && attempt < ATTEMPTS) throw failure;
      return { failure };
    }
  }

  private async take(task: Task<ReconcilePayload>, { compiled: { name }, connection, standing, position }: Asked, page: Page): Promise<void> {
    const { settle } = this;
    const now = this.clock.now();
    const candidates = madeSince(page.records, standing.startedAt, madeAtProperty(connection.crm));
    const claims = new Map(candidates.map((record) => [record.objectId, this.claimOf(name, connection, record)]));
    const digests = new Map(candidates.map(({ objectId }) => [objectId, objectDigest(name, objectId)]));
    const next = positionAfter(position, page);
    if (standing.attention !== null) await this.closeItem(standing.attention);
    const announced = await untilUnique(() => task.later(next ? now : now + connection.reconcile, {
      *read() {
        return { leads: yield* readClaims([...claims.values()]), objects: yield* readObjects([...digests.values()]) };
      },
      decide: ({ leads, objects }) => this.announce(name, unseen(candidates, (id) => leads.has(claims.get(id)!) || objects.has(digests.get(id)!)), now),
      *write(calls) {
        yield* writeCalls(calls, new Map(), now);
        yield* settle.announce(calls);
        yield* keepStanding(name, { watermark: lastChange(page.records, standing.watermark), position: next, attention: null });
        return calls.flatMap(({ call }) => call.announced?.leads ?? []);
      },
    }));
    if (announced.length > 0) this.log.info('reconcile.announced', { connection: name, leads: announced.length });
  }

  /** The claim that an object of this CRM is a certain lead, as its own submission makes it. */
  private claimOf(name: string, { crm: { system } }: WithCrm, { objectType, objectId }: CrmRecord): string {
    const [claim] = identityClaims({ connection: name, email: null, crm: [{ connection: name, system, objectType, objectId }], senderId: null });
    return this.keys.digest('claim', claim!.kind, claim!.value);
  }

  /** One call for all leads of a page, none where there are none. */
  private announce(name: string, objectIds: readonly string[], now: number): SortedCall[] {
    if (objectIds.length === 0) return [];
    const id = this.ids.next();
    const leads = objectIds.map((objectId, ordinal) => ({ submissionId: this.ids.next(), leadId: this.ids.next(), callId: id, ordinal, objectId, senderId: reconciledSenderId(objectId) }));
    return [{
      is: 'first', submissions: [],
      call: { id, connection: name, label: name, by: 'webhook', receivedAt: now, key: null, bodyDigest: RECONCILED, body: reconciledBody(objectIds), submissions: [], announced: { leads, changes: 0, others: 0 } },
    }];
  }

  /** Once, until it works again. */
  private async tellAPerson(task: Task<ReconcilePayload>, { compiled, connection, standing }: Asked, failure: Failure): Promise<void> {
    const { deadLetters } = this;
    await task.later(this.clock.now() + Math.max(connection.reconcile, failure.retryAfterMs ?? 0), {
      *write() {
        if (standing.attention !== null) return;
        const [attention] = yield* deadLetters.add([wordNotAsked(compiled, failure.message, failure, task.attempt)]);
        yield* keepStanding(compiled.name, { ...standing, attention: attention! });
      },
    });
    this.log.error('reconcile.not-asked', failure, { connection: compiled.name });
  }

  private async closeItem(id: string): Promise<void> {
    try {
      await this.deadLetters.discard(id, 'leadwright', 'It works again.');
    } catch (error) {
      // A person was quicker.
      if (!(error instanceof ProblemError) || error.status !== 409) throw error;
    }
  }
}
