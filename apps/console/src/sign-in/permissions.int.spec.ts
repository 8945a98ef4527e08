import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { role, routes, type Problem, type Role, type RouteRow } from '#contracts';
import { AskConsole } from '../../test/ask-console.js';
import { ConsoleHome, type RunningConsole } from '../../test/console-home.js';

const ASSIGNMENT = `
reps:
  nora: {name: Nora Byrne-Quill, email: nora.bq@rimewell.example, zone: Europe/Dublin, languages: [en], cap: {day: 20}}
pools: {}
queues:
  desk: {label: Lead desk, owner: kemal.aydin@rimewell.example}
rules: []
otherwise: {queue: desk}
manager: ruth.abernathy@rimewell.example
`;
const WHO: Readonly<Record<Exclude<Role, 'ingest'>, string>> = { rep: 'nora', manager: 'ruth', ops: 'kemal', admin: 'admin' };
/** What console answers of the table; senders' doors are not reached through it. */
const answered = routes.filter(({ allow }) => allow !== 'sender');
const guarded = answered.filter((row): row is RouteRow & { allow: readonly Role[] } => Array.isArray(row.allow));

/** Every route for every role, against the real console: its own routes, and those that it passes on. */
describe('who may call what', () => {
  let home: ConsoleHome;
  let running: RunningConsole;
  let ask: AskConsole;

  beforeAll(async () => {
    home = new ConsoleHome();
    home.write('assignment.yaml', ASSIGNMENT);
    running = await home.start();
    ask = new AskConsole(running);
  });
  afterAll(async () => {
    await running.stop();
    home.remove();
  });

  const headersOf = (as: Role): Promise<Record<string, string>> | Record<string, string> => (as === 'ingest' ? { authorization: 'Bearer ingest-token' } : ask.signIn(WHO[as]));
  /** What the guard says: `in`, or the refusal's code. What the route answers after it is not looked at. */
  const guardSays = async ({ method, path, streams: kind }: RouteRow, headers: Record<string, string>): Promise<string> => {
    const answer = await ask.send(method, path.replace(/:\w+/g, 'x'), { ...headers, ...(kind ? { 'content-type': kind.type } : {}) }, method === 'POST' ? {} : undefined);
    const { code } = (answer.statusCode === 401 || answer.statusCode === 403 ? answer.json<Problem>() : { code: 'in' });
    return code === 'not_signed_in' || code === 'not_allowed' ? code : 'in';
  };
  /** It streams until the client goes: who is let in never gets an end. */
  const neverEnds = ({ path }: RouteRow): boolean => path === '/api/events';

  it.each(role.options)('%s: exactly what the table allows', async (as) => {
    const said: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const row of guarded) {
      const allowed = row.allow.includes(as);
      if (allowed && neverEnds(row)) continue;
      const name = `${row.method} ${row.path}`;
      said[name] = await guardSays(row, await headersOf(as));
      expected[name] = allowed ? 'in' : 'not_allowed';
    }
    expect(said).toEqual(expected);
  }, 60_000);

  it('nobody: only what anyone may', async () => {
    for (const row of answered) expect([row.path, await guardSays(row, {})]).toEqual([row.path, row.allow === 'anyone' ? 'in' : 'not_signed_in']);
  });

  it('keeps configuration, money, senders and people from reps, and people\'s links from all but the administrator', () => {
    const mayNot = (as: Role) => guarded.filter(({ allow }) => !allow.includes(as)).map(({ path }) => path);
    expect(mayNot('rep')).toEqual(expect.arrayContaining(['/api/connections', '/api/configs/:kind/publish', '/api/configs/:kind/versions/:version', '/api/spend', '/api/people', '/api/imports']));
    expect(guarded.filter(({ path }) => path === '/api/people/:user/sign-in-link').flatMap(({ allow }) => allow)).toEqual(['admin']);
    expect(guarded.filter(({ allow }) => allow.includes('ingest')).map(({ path }) => path)).toEqual(['/api/leads']);
  });
});
