import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { insertRows, type UnitOfWork } from '#persistence';
import { Environment } from '#platform';
import { temporaryStore, type TemporaryStore } from '#testing';
import { CountingIds, FakeClock } from '../../test/fake-clock.js';
import { consoleMigration } from '../console.tables.js';
import { SessionAuthenticator } from './session-authenticator.js';
import { Sessions } from './sessions.js';
import { SignInLinks } from './sign-in-links.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NORA = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };

describe('signing in', () => {
  let place: TemporaryStore;
  let work: UnitOfWork;
  let clock: FakeClock;
  let sessions: Sessions;
  let links: SignInLinks;

  const query = (sql: string): Promise<any[]> => place.store.dataSource.query(sql);
  const personIs = (active: 0 | 1) => work.transact({ *write() {
    yield* insertRows('console_people', [{ user_id: 'nora', name: NORA.name, email: 'nora.bq@rimewell.example', role: 'rep', rep: 'nora', active }], { onDuplicate: { key: ['user_id'], update: ['active'] } });
  } });
  const enter = async (): Promise<string> => (await links.use((await links.make('nora', HOUR, 'admin')).token))!;

  beforeEach(async () => {
    place = await temporaryStore([consoleMigration]);
    work = place.store.work;
    clock = new FakeClock();
    sessions = new Sessions(work, clock);
    links = new SignInLinks(work, sessions, clock, new CountingIds());
    await personIs(1);
  });
  afterEach(() => place.remove());

  describe('a link', () => {
    it('signs in once', async () => {
      const { token } = await links.make('nora', HOUR, 'admin');
      expect(await sessions.find((await links.use(token))!)).toEqual(NORA);
      expect(await links.use(token)).toBeNull();
    });

    it('signs in once also when it is opened many times at once', async () => {
      const { token } = await links.make('nora', HOUR, 'admin');
      const opened = await Promise.all(Array.from({ length: 10 }, () => links.use(token)));
      expect(opened.filter((session) => session !== null)).toHaveLength(1);
      expect(await query('SELECT user_id FROM console_sessions')).toHaveLength(1);
    });

    it.each([[HOUR - 1, true], [HOUR, false]])('after %i ms of an hour still works: %s', async (passed, works) => {
      const { token } = await links.make('nora', HOUR, 'admin');
      clock.pass(passed);
      expect((await links.use(token)) !== null).toBe(works);
    });

    it('takes the place of the one before', async () => {
      const first = await links.make('nora', HOUR, 'admin');
      const second = await links.make('nora', HOUR, 'admin');
      expect(await links.use(first.token)).toBeNull();
      expect(await links.use(second.token)).not.toBeNull();
    });

    it('is refused for who may not sign in, or when nobody made it', async () => {
      const { token } = await links.make('nora', HOUR, 'admin');
      await personIs(0);
      expect(await links.use(token)).toBeNull();
      expect(await links.use('made-up')).toBeNull();
    });

    it('and a session are stored as hashes only', async () => {
      const session = await enter();
      const { token } = await links.make('nora', HOUR, 'admin');
      const stored = JSON.stringify([await query('SELECT * FROM console_sign_in_links'), await query('SELECT * FROM console_sessions'), await query('SELECT * FROM console_audit')]);
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(session);
      expect(stored.match(/"(token|session)_hash":"[0-9a-f]{64}"/g)).toHaveLength(2);
    });

    it('is in the audit: who made it, and that it was used', async () => {
      await enter();
      expect(await query('SELECT user_id, action, subject FROM console_audit ORDER BY id')).toEqual([
        { user_id: 'admin', action: 'sign-in.link', subject: 'nora' }, { user_id: 'nora', action: 'sign-in', subject: 'nora' },
      ]);
    });
  });

  describe('a session', () => {
    it('ends after twelve hours without use', async () => {
      const token = await enter();
      clock.pass(12 * HOUR - 1);
      expect(await sessions.find(token)).toEqual(NORA);
      clock.pass(12 * HOUR - 1);
      expect(await sessions.find(token)).toEqual(NORA);
      clock.pass(12 * HOUR);
      expect(await sessions.find(token)).toBeNull();
    });

    it('ends after thirty days, however much it is used', async () => {
      const token = await enter();
      for (let passed = 0; passed < 30 * DAY - 6 * HOUR; passed += 6 * HOUR) {
        clock.pass(6 * HOUR);
        expect(await sessions.find(token)).toEqual(NORA);
      }
      clock.pass(6 * HOUR);
      expect(await sessions.find(token)).toBeNull();
    });

    it('writes its use at most once a minute', async () => {
      const token = await enter();
      const seen = async () => (await query('SELECT seen_at FROM console_sessions'))[0].seen_at as number;
      const started = await seen();
      clock.pass(MINUTE - 1);
      await sessions.find(token);
      expect(await seen()).toBe(started);
      clock.pass(MINUTE);
      await sessions.find(token);
      expect(await seen()).toBe(clock.now());
      const written = await seen();
      clock.pass(MINUTE - 1);
      await sessions.find(token);
      expect(await seen()).toBe(written);
    });

    it('is over for its person at once when people change, and within a minute elsewhere', async () => {
      const token = await enter();
      const elsewhere = new Sessions(work, clock);
      await elsewhere.find(token);
      await sessions.find(token);
      await personIs(0);
      sessions.forget();
      expect(await sessions.find(token)).toBeNull();
      clock.pass(MINUTE);
      expect(await elsewhere.find(token)).toBeNull();
    });

    it('that ended is cleared away when somebody signs in', async () => {
      await enter();
      clock.pass(12 * HOUR);
      await enter();
      expect(await query('SELECT user_id FROM console_sessions')).toHaveLength(1);
    });
  });

  describe('a request', () => {
    const authenticator = () => new SessionAuthenticator(sessions, new Environment({ ADMIN_TOKEN: 'new-admin', ADMIN_TOKEN_OLD: 'old-admin', INGEST_TOKEN: 'ingest', PUBLIC_URL: 'https://leads.rimewell.example' }));
    const who = async (method: string, headers: Record<string, string>): Promise<string | null> => {
      try {
        return (await authenticator().authenticate({ method, headers }))?.user ?? null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };

    it.each([
      ['Bearer new-admin', 'token:admin'],
      ['Bearer old-admin', 'token:admin'],
      ['bearer ingest', 'token:ingest'],
      ['Bearer new-admi', null],
      ['Bearer ', null],
      ['Basic bmV3LWFkbWlu', null],
    ])('with %j is from %p', async (authorization, user) => {
      expect(await who('POST', { authorization })).toBe(user);
    });

    it('with a wrong token is nobody, whatever cookie comes with it', async () => {
      expect(await who('GET', { authorization: 'Bearer wrong', cookie: `leadwright=${await enter()}` })).toBeNull();
    });

    it('is nobody from a program whose token is not set', async () => {
      const none = new SessionAuthenticator(sessions, new Environment({}));
      expect(await none.authenticate({ method: 'GET', headers: { authorization: 'Bearer undefined' } })).toBeNull();
    });

    it.each([
      ['GET', {}, 'nora'],
      ['POST', { 'sec-fetch-site': 'same-origin' }, 'nora'],
      ['POST', { 'sec-fetch-site': 'same-site' }, 'cross_site'],
      ['POST', { 'sec-fetch-site': 'cross-site', origin: 'https://leads.rimewell.example' }, 'cross_site'],
      ['POST', { origin: 'https://leads.rimewell.example' }, 'nora'],
      ['POST', { origin: 'http://10.0.0.7:3000', host: '10.0.0.7:3000' }, 'nora'],
      ['POST', { origin: 'https://leads.rimewell.example.evil.test', host: 'leads.rimewell.example' }, 'cross_site'],
      ['POST', { origin: 'null' }, 'cross_site'],
      ['POST', {}, 'cross_site'],
      ['DELETE', {}, 'cross_site'],
    ])('%s under a cookie with %j is from %p', async (method, headers, user) => {
      expect(await who(method, { ...headers, cookie: `theme=dark; leadwright=${await enter()}; x=y` } as Record<string, string>)).toBe(user);
    });

    it.each(['', 'leadwright=', 'xleadwright=abc', 'leadwright=unknown'])('with the cookie header %j is nobody', async (cookie) => {
      expect(await who('GET', { cookie })).toBeNull();
    });
  });
});
