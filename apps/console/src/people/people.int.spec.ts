import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { personView, type PersonView } from '#contracts';
import { execute, UnitOfWork } from '#persistence';
import { AskConsole } from '../../test/ask-console.js';
import { ConsoleHome, type RunningConsole } from '../../test/console-home.js';

const ASSIGNMENT = `
reps:
  nora: {name: Nora Byrne-Quill, email: nora.bq@rimewell.example, zone: Europe/Dublin, languages: [en], cap: {day: 20}}
  lars: {name: Lars Ekendahl, email: lars.ekendahl@rimewell.example, zone: Europe/Stockholm, languages: [sv], cap: {day: 20}, active: false}
pools: {}
queues:
  desk: {label: Lead desk, owner: kemal.aydin@rimewell.example}
rules: []
otherwise: {queue: desk}
manager: ruth.abernathy@rimewell.example
`;

describe('the people', () => {
  let home: ConsoleHome;
  let running: RunningConsole;
  let ask: AskConsole;
  const people = async (headers?: Record<string, string>) => (await ask.read<PersonView[]>('/api/people', headers)).map((person) => personView.parse(person));
  const seen = async (user: string) => (await people()).find((person) => person.user === user)!.lastSeenAt;

  beforeEach(async () => {
    home = new ConsoleHome();
    home.write('assignment.yaml', ASSIGNMENT);
    running = await home.start();
    ask = new AskConsole(running);
  });
  afterEach(async () => {
    await running.stop();
    home.remove();
  });

  it('are those of the file and the administrator, who may sign in first', async () => {
    expect((await people()).map(({ user, role, rep, active, lastSeenAt }) => [user, role, rep, active, lastSeenAt])).toEqual([
      ['admin', 'admin', null, true, null], ['kemal', 'ops', null, true, null], ['nora', 'rep', 'nora', true, null], ['ruth', 'manager', null, true, null],
      ['lars', 'rep', 'lars', false, null],
    ]);
  });

  it('were last seen when their session was used, and after it is over when they signed in', async () => {
    const before = Date.now();
    await ask.signIn('ruth');
    const entered = Date.parse((await seen('ruth'))!);
    expect(entered).toBeGreaterThanOrEqual(before);
    const { work } = running.store as { work: UnitOfWork };
    await work.transact({ *write() { yield* execute('UPDATE console_sessions SET seen_at = ?', [entered + 60_000]); } });
    expect(Date.parse((await seen('ruth'))!)).toBe(entered + 60_000);
    await work.transact({ *write() { yield* execute('DELETE FROM console_sessions', []); } });
    expect(Date.parse((await seen('ruth'))!)).toBe(entered);
    expect(await seen('nora')).toBeNull();
  });

  it('are shown to a manager, not to a rep', async () => {
    expect(await people(await ask.signIn('ruth'))).toHaveLength(5);
    expect(await ask.refusal(ask.send('GET', '/api/people', await ask.signIn('nora')))).toEqual([403, 'not_allowed']);
  });
});
