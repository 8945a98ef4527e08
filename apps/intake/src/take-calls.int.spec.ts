import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { terminal } from '#contracts';
import type { DeadLetters, Outbox, Tasks } from '#messaging';
import { keyringMigration, UnitOfWork, type Unit, type Work } from '#persistence';
import { Clock, Log } from '#platform';
import { temporaryStore, type TemporaryStore } from '#testing';
import { intakeMigrations } from './intake.tables.js';
import { writeJudgement } from './intake.store.js';
import type { Judgement } from './judge-submissions.js';
import { SettleSubmissions } from './settle-submissions.js';
import type { IncomingCall } from './sort-calls.js';
import type { GivenLead } from './submission.js';
import { TakeCalls } from './take-calls.js';

class StandingClock extends Clock {
  override now(): number {
    return 1_000;
  }
}

class NoLog extends Log {
  override info(): void {}
  override warn(): void {}
  override error(): void {}
  override child(): Log {
    return this;
  }
}

/** Stores as usual, tells nobody, and meets a row that the database refuses. */
class RefusesPoison extends SettleSubmissions {
  override *store(judgement: Judgement): Work<void> {
    if (judgement.ended.some(({ submission }) => submission.connection === 'poison')) throw terminal('DATABASE.REFUSED', 'no');
    yield* writeJudgement(judgement, 1_000);
  }
}

/** Another process commits between this one's read and write, as it can on a database with many writers. */
class ReadsBefore extends UnitOfWork {
  constructor(private readonly inner: UnitOfWork, private meanwhile: (() => Promise<unknown>) | null) {
    super();
  }

  override async transact<S = undefined, D = S, R = D>(unit: Unit<S, D, R>): Promise<R> {
    const { meanwhile } = this;
    this.meanwhile = null;
    if (!meanwhile || !unit.read) return this.inner.transact(unit);
    const stale = await this.inner.read(unit.read);
    await meanwhile();
    return this.inner.transact({ ...unit, *read() { return stale; } });
  }

  override read<T>(work: () => Work<T>): Promise<T> {
    return this.inner.read(work);
  }
}

const lead: GivenLead = {
  connection: 'form', mode: 'live', crm: [], createIn: null, consent: null, campaign: null, leadSource: null, messageClass: null, capturedAt: '2026-11-22T09:30:00.000Z',
  person: { fullName: null, firstName: null, lastName: null, email: 'tessa@pelhamrye.example', phone: null, title: null, message: null }, company: { name: null, domain: null, country: null, employees: null },
};

const call = (id: string, who: string, connection = 'form'): IncomingCall => ({
  id, connection, label: connection, receivedAt: 1_000, key: `key-${id}`, bodyDigest: 'd', body: '{}', by: 'webhook',
  submissions: [{ id: `s-${id}`, callId: id, ordinal: 0, connection, leadId: `lead-${id}`, reading: { as: 'lead', lead, claims: [{ kind: 'email', digest: who }] } }],
});

describe('TakeCalls', () => {
  let temporary: TemporaryStore;
  beforeEach(async () => { temporary = await temporaryStore([keyringMigration, ...intakeMigrations]); });
  afterEach(() => temporary.remove());

  const clock = new StandingClock();
  const settle = new RefusesPoison(null as unknown as Outbox, null as unknown as DeadLetters, null as unknown as Tasks, clock);
  const taker = (work: UnitOfWork) => new TakeCalls(work, settle, clock, new NoLog());
  const stored = () => temporary.store.dataSource.query('SELECT id, outcome, lead_id FROM intake_submissions ORDER BY id');

  it('meets another transaction at the claim, and merges into what that one made', async () => {
    const { work } = temporary.store;
    const ours = taker(new ReadsBefore(work, () => taker(work).take(call('theirs', 'tessa'))));
    expect(await ours.take(call('ours', 'tessa'))).toMatchObject({ answers: [{ outcome: 'merged', leadId: 'lead-theirs' }] });
    expect(await stored()).toEqual([{ id: 's-ours', outcome: 'merged', lead_id: 'lead-theirs' }, { id: 's-theirs', outcome: 'lead', lead_id: 'lead-theirs' }]);
  });

  it('meets the same call in another transaction at its key: one is first, the other repeats it', async () => {
    const { work } = temporary.store;
    const ours = taker(new ReadsBefore(work, () => taker(work).take({ ...call('theirs', 'tessa'), key: 'same' })));
    expect(await ours.take({ ...call('ours', 'tessa'), key: 'same' })).toMatchObject({ is: 'repeat' });
  });

  it('stores everybody but the one that the database refuses', async () => {
    const calls = taker(temporary.store.work);
    const results = await Promise.allSettled(['a', 'b', 'c', 'bad', 'd'].map((id) => calls.take(call(id, id, id === 'bad' ? 'poison' : 'form'))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(results[3]).toMatchObject({ reason: { status: 503, code: 'not_committed' } });
    expect((await stored()).map(({ id }: { id: string }) => id)).toEqual(['s-a', 's-b', 's-c', 's-d']);
  });

  it('puts what arrives together into one transaction', async () => {
    let commits = 0;
    const { work } = temporary.store;
    class Counting extends ReadsBefore {
      override transact<S = undefined, D = S, R = D>(unit: Unit<S, D, R>): Promise<R> {
        commits += 1;
        return super.transact(unit);
      }
    }
    const calls = taker(new Counting(work, null));
    await Promise.all(Array.from({ length: 150 }, (_, index) => calls.take(call(`c${index}`, `p${index % 7}`))));
    expect(commits).toBe(1);
    expect((await stored()).filter(({ outcome }: { outcome: string }) => outcome === 'lead')).toHaveLength(7);
  });

  it('tells senders to come again when more than 2,000 submissions wait, stores all that it said yes to, and goes on', async () => {
    const calls = taker(temporary.store.work);
    const crowd = (id: string): IncomingCall => ({ ...call(id, id), submissions: Array.from({ length: 300 }, (_, index) => call(`${id}-${index}`, `${id}-${index}`).submissions[0]!).map((one) => ({ ...one, callId: id })) });
    const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => calls.take(crowd(`crowd-${index}`))));
    expect(results.map(({ status }) => status)).toEqual([...Array<string>(6).fill('fulfilled'), ...Array<string>(4).fill('rejected')]);
    expect(results[9]).toMatchObject({ reason: { status: 503, headers: { 'retry-after': '2' } } });
    expect(await stored()).toHaveLength(6 * 300);
    await calls.take(crowd('later'));
    expect(await stored()).toHaveLength(7 * 300);
  });
});
