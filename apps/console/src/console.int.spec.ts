import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  configPublished, effectSettled, IDENTITY_HEADER, leadAssigned, leadCaptured, leadEnriched, messageDeadLettered, outreachApproved, outreachDrafted, personErased,
  type AttentionItem, type ConfigVersionView, type DraftContent, type DraftView, type EventContract, type LeadList, type LeadPage, type Problem, type SignInLink, type Stats, type TimelineEntry,
} from '#contracts';
import { outgoing, type Outgoing } from '#messaging';
import { readIdentity, SigningKey, Environment } from '#platform';
import { until } from '#testing';
import { ConsoleHome, type RunningConsole } from '../test/console-home.js';
import { sampleData } from '../test/events.js';
import { contentHashOf } from './drafts/content-hash.js';
import { FirstSignIn } from './console.service.js';

const ASSIGNMENT = `
reps:
  nora: {name: Nora Byrne-Quill, email: nora.bq@rimewell.example, zone: Europe/Dublin, languages: [en], cap: {day: 20}}
  jonas: {name: Jonas Achterfeld, email: jonas@rimewell.example, zone: Europe/Berlin, languages: [de, en], cap: {day: 20}}
pools:
  emea: {label: EMEA, members: {nora: 1, jonas: 1}}
queues:
  lead-desk: {label: Lead desk, owner: kemal.aydin@rimewell.example}
rules:
  - {id: emea, label: EMEA, when: 'company.country in ["GB","IE"]', assign: {pool: emea}}
otherwise: {queue: lead-desk}
`;

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const ADMIN = { authorization: 'Bearer admin-token' };
const cookieOf = (header: string | string[] | number | undefined): string => String(header).split(';')[0]!;

describe('console', () => {
  let home: ConsoleHome;
  let running: RunningConsole;

  const inject = (method: 'GET' | 'POST' | 'HEAD', url: string, headers: Record<string, string> = {}, body?: unknown) =>
    running.service.app.inject({ method, url, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { payload: JSON.stringify(body) }) });
  const read = async <T>(url: string, headers: Record<string, string> = ADMIN): Promise<T> => (await inject('GET', url, headers)).json<T>();
  const refusal = async (answer: ReturnType<typeof inject>): Promise<[number, string]> => {
    const response = await answer;
    return [response.statusCode, response.json<Problem>().code];
  };
  const publish = (app: string, events: readonly Outgoing<any>[]) => {
    const outbox = running.bus.outbox(app);
    return running.store.work.transact({ *write() { yield* outbox.publish(events); } });
  };
  const bring = <D>(app: string, contract: EventContract<D>, leadId: string, data: Partial<D> = {}) => publish(app, [outgoing(contract, leadId, sampleData(contract, data))]);
  /** Signs a person in by a link that an administrator's program makes; returns the session cookie. */
  const signIn = async (user: string): Promise<string> => {
    const link = (await inject('POST', `/api/people/${user}/sign-in-link`, ADMIN)).json<SignInLink>();
    return cookieOf((await inject('GET', new URL(link.url).pathname)).headers['set-cookie']);
  };

  beforeEach(async () => {
    home = new ConsoleHome();
    home.write('assignment.yaml', ASSIGNMENT);
    running = await home.start();
  });

  afterEach(async () => {
    await running.stop();
    home.remove();
  });

  describe('signing in', () => {
    it('lets the administrator of a new installation in by one link, and makes none once they were in', async () => {
      const first = running.service.app.get(FirstSignIn);
      const link = (await first.link('http://localhost:3000'))!;
      expect(link).toMatch(/^http:\/\/localhost:3000\/sign-in\/[\w-]{43}$/);
      const entered = await inject('GET', new URL(link).pathname);
      expect({ status: entered.statusCode, to: entered.headers['location'] }).toEqual({ status: 303, to: '/' });
      expect(entered.headers['set-cookie']).toMatch(/^leadwright=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
      expect(await read('/api/me', { cookie: cookieOf(entered.headers['set-cookie']) })).toEqual({ user: 'admin', name: 'Administrator', email: '', role: 'admin', rep: null });
      expect(await first.link('http://localhost:3000')).toBeNull();
    });

    it('answers a link that was used with a page that says what to do', async () => {
      const link = new URL((await running.service.app.get(FirstSignIn).link('http://localhost'))!).pathname;
      await inject('GET', link);
      const again = await inject('GET', link);
      expect([again.statusCode, again.headers['content-type'], again.headers['set-cookie']]).toEqual([410, 'text/html; charset=utf-8', undefined]);
      expect(again.body).toContain('Ask your administrator for a new one.');
    });

    it('does not use a link up for who only looks ahead', async () => {
      const link = new URL((await running.service.app.get(FirstSignIn).link('http://localhost'))!).pathname;
      await inject('HEAD', link);
      expect((await inject('GET', link, { 'sec-purpose': 'prefetch;prerender' })).headers['set-cookie']).toBeUndefined();
      expect((await inject('GET', link)).statusCode).toBe(303);
    });

    it('ends the session on sign-out', async () => {
      const cookie = await signIn('nora');
      expect(await read('/api/me', { cookie })).toEqual({ user: 'nora', name: 'Nora Byrne-Quill', email: 'nora.bq@rimewell.example', role: 'rep', rep: 'nora' });
      const out = await inject('POST', '/api/sign-out', { cookie, ...SAME_ORIGIN });
      expect([out.statusCode, out.headers['set-cookie']]).toEqual([204, 'leadwright=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
      expect(await refusal(inject('GET', '/api/me', { cookie }))).toEqual([401, 'not_signed_in']);
    });

    it('refuses a change that a page of another site sends under the cookie', async () => {
      const cookie = await signIn('nora');
      expect(await refusal(inject('POST', '/api/sign-out', { cookie, origin: 'https://evil.example' }))).toEqual([403, 'cross_site']);
      expect(await refusal(inject('POST', '/api/leads/x/accept', { cookie }))).toEqual([403, 'cross_site']);
      expect(running.others.asked).toEqual([]);
      expect((await inject('GET', '/api/me', { cookie })).statusCode).toBe(200);
    });

    it('makes links only for people it knows, asked by an administrator', async () => {
      expect(await refusal(inject('POST', '/api/people/lars/sign-in-link', ADMIN))).toEqual([404, 'person_unknown']);
      expect(await refusal(inject('POST', '/api/people/nora/sign-in-link', { cookie: await signIn('kemal'), ...SAME_ORIGIN }))).toEqual([403, 'not_allowed']);
      expect(await refusal(inject('POST', '/api/people/nora/sign-in-link', { authorization: 'Bearer ingest-token' }))).toEqual([403, 'not_allowed']);
    });

    it('shuts out who vanishes from the file, at once', async () => {
      const cookie = await signIn('jonas');
      expect((await inject('GET', '/api/me', { cookie })).statusCode).toBe(200);
      home.write('assignment.yaml', ASSIGNMENT.replace(/ {2}jonas:.*\n/, '').replace(', jonas: 1', ''));
      expect((await inject('POST', '/api/configs/assignment/publish', ADMIN)).statusCode).toBe(200);
      await until('jonas is shut out', async () => (await inject('GET', '/api/me', { cookie })).statusCode === 401, 2_000);
      expect(await refusal(inject('POST', '/api/people/jonas/sign-in-link', ADMIN))).toEqual([409, 'person_inactive']);
    });
  });

  describe('configuration', () => {
    const announced = async () => (await running.store.dataSource.query("SELECT lead_id, message FROM bus_messages WHERE topic = 'config.published.v1' ORDER BY position") as { lead_id: string; message: string }[])
      .map(({ lead_id, message }) => { const { data } = configPublished.schema.parse(JSON.parse(message)); return `${lead_id}: ${data.kind} ${data.version} by ${data.publishedBy}`; });
    const versions = async () => (await read<ConfigVersionView[]>('/api/configs/assignment/versions')).map(({ version, inForce, publishedBy }) => `${version} ${publishedBy}${inForce ? ' in force' : ''}`);
    const restart = async () => {
      await running.stop();
      running = await home.start();
    };

    it('announces what it started with once, however often it starts', async () => {
      await restart();
      expect(await announced()).toEqual(['assignment: assignment 1 by files']);
      expect(await versions()).toEqual(['1 files in force']);
    });

    it('publishes a file that changed between two starts as the next version', async () => {
      home.write('assignment.yaml', ASSIGNMENT.replace('Lead desk', 'Desk'));
      await restart();
      expect(await announced()).toEqual(['assignment: assignment 1 by files', 'assignment: assignment 2 by files']);
      expect(await versions()).toEqual(['2 files in force', '1 files']);
    });

    it('starts with a bad file under the version before it', async () => {
      home.write('assignment.yaml', ASSIGNMENT.replace('company.country', 'company.contry'));
      await restart();
      expect(await versions()).toEqual(['1 files in force']);
      expect(await announced()).toHaveLength(1);
    });

    it('publishes a changed file on request, and nothing when it only looks different', async () => {
      expect((await inject('POST', '/api/configs/assignment/publish', ADMIN)).json()).toMatchObject({ version: 1, changed: false, inForce: true });
      home.write('assignment.yaml', `# a comment\n${ASSIGNMENT}`);
      expect((await inject('POST', '/api/configs/assignment/publish', ADMIN)).json()).toMatchObject({ version: 1, changed: false });
      home.write('assignment.yaml', ASSIGNMENT.replace('Lead desk', 'Desk'));
      expect((await inject('POST', '/api/configs/assignment/publish', ADMIN)).json()).toMatchObject({ version: 2, changed: true, inForce: true, publishedBy: 'A program (admin token)' });
      expect(await versions()).toEqual(['2 A program (admin token) in force', '1 files']);
    });

    it('refuses a bad file with all its problems and their lines; the version before stays in force', async () => {
      home.write('assignment.yaml', ASSIGNMENT.replace('company.country', 'company.contry').replace('queue: lead-desk', 'queue: dusk'));
      const refused = await inject('POST', '/api/configs/assignment/publish', ADMIN);
      expect(refused.statusCode).toBe(422);
      const { code, detail, findings } = refused.json<Problem & { findings: { line: number; message: string }[] }>();
      expect({ code, detail, findings: findings.map(({ line, message }) => `${line}: ${message}`) }).toEqual({
        code: 'config_refused', detail: 'assignment.yaml has 2 problems. Version 1 stays in force.',
        findings: ['10: unknown field company.contry', '11: unknown queue "dusk"'],
      });
      expect(await versions()).toEqual(['1 files in force']);
    });

    it('checks a document without publishing it, the file where none is given', async () => {
      expect((await inject('POST', '/api/configs/assignment/check', ADMIN)).json()).toEqual({ ok: true, changed: false, inForce: 1, from: 'files', yaml: ASSIGNMENT, findings: [] });
      expect((await inject('POST', '/api/configs/assignment/check', ADMIN, { yaml: 'reps: [' })).json()).toMatchObject({ ok: false, changed: false, findings: [{ where: 'line 1' }] });
      expect((await inject('POST', '/api/configs/assignment/check', ADMIN, { yaml: ASSIGNMENT.replace('Lead desk', 'Desk') })).json()).toMatchObject({ ok: true, changed: true, inForce: 1 });
      expect(await refusal(inject('POST', '/api/configs/rules/check', ADMIN))).toEqual([404, 'config_kind_unknown']);
      expect(await refusal(inject('POST', '/api/configs/icp/publish', ADMIN))).toEqual([404, 'config_file_missing']);
      expect(await versions()).toEqual(['1 files in force']);
    });
  });

  describe('what people see', () => {
    const lead = '01JDQ8Z3M0T5K7N9P1R3S5V7X9';
    const content: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Logs', footer: 'Rimewell', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }] };
    const drafted = { content: { keyId: `lead:${lead}`, sealed: false as const, data: content }, contentHash: contentHashOf(content), draftedAt: new Date().toISOString() };
    const draftId = sampleData(outreachDrafted).draftId;
    const untilKinds = (...kinds: string[]) => until(`the timeline shows ${kinds.join(', ')}`, async () => {
      const lines = await read<TimelineEntry[] | Problem>(`/api/leads/${lead}/timeline`);
      return Array.isArray(lines) && kinds.every((kind) => lines.some((line) => line.kind === kind));
    });

    it('is the lead from its first event to the approved draft that went out', async () => {
      await bring('intake', leadCaptured, lead);
      await bring('enrichment', leadEnriched, lead);
      await bring('assignment', leadAssigned, lead, { owner: { kind: 'rep', rep: 'nora', name: 'Nora Byrne-Quill' } });
      await bring('research', outreachDrafted, lead, drafted);
      await untilKinds('captured', 'enriched', 'assigned', 'drafted');
      const cookie = await signIn('nora');
      const mine = await read<LeadList>('/api/leads?owner=me', { cookie });
      expect(mine.leads.map(({ name, status, draft }) => [name, status, draft])).toEqual([['Tessa Moorcroft', 'assigned', 'ready']]);
      expect((await read<LeadList>('/api/leads?owner=me', { cookie: await signIn('jonas') })).total).toBe(0);

      const revised = { contentHash: drafted.contentHash, subject: 'Your logs', sentences: content.sentences };
      const mended = (await inject('POST', `/api/drafts/${draftId}/revise`, { cookie, ...SAME_ORIGIN }, revised)).json<DraftView>();
      expect(mended).toMatchObject({ state: 'ready', content: { to: content.to, subject: 'Your logs', footer: content.footer } });
      expect(await refusal(inject('POST', `/api/drafts/${draftId}/approve`, { cookie, ...SAME_ORIGIN }, { contentHash: drafted.contentHash }))).toEqual([409, 'draft_changed']);
      expect(await refusal(inject('POST', `/api/drafts/${draftId}/approve`, ADMIN, { contentHash: mended.contentHash }))).toEqual([403, 'human_needed']);
      const approved = await inject('POST', `/api/drafts/${draftId}/approve`, { cookie, ...SAME_ORIGIN }, { contentHash: mended.contentHash });
      expect(approved.json()).toMatchObject({ state: 'approved', decidedBy: 'Nora Byrne-Quill' });
      const [row] = await running.store.dataSource.query("SELECT message FROM bus_messages WHERE topic = 'outreach.approved.v1'") as { message: string }[];
      const { data } = outreachApproved.schema.parse(JSON.parse(row!.message));
      expect({ hash: data.contentHash, subject: data.content.sealed ? null : data.content.data.subject, by: data.approvedBy }).toEqual({ hash: contentHashOf({ ...content, subject: 'Your logs' }), subject: 'Your logs', by: 'nora' });

      await bring('delivery', effectSettled, lead, { kind: 'crm.task', state: 'done', occasion: data.approvalId });
      await untilKinds('effect', 'approved');
      const page = await read<LeadPage>(`/api/leads/${lead}`, { cookie });
      expect({ draft: page.draft?.state, row: page.row.draft, effects: page.effects.length }).toEqual({ draft: 'sent', row: 'sent', effects: 1 });
      const timeline = await read<TimelineEntry[]>(`/api/leads/${lead}/timeline`, { cookie });
      expect(timeline.map(({ title }) => title)).toContain('Nora Byrne-Quill edited the draft');
      expect(await read<Stats>('/api/stats')).toMatchObject({ submissions: 1, leads: 1, assigned: 1, effects: 1, drafts: 0 });
    });

    it('forgets a person for good, whatever comes late', async () => {
      await bring('intake', leadCaptured, lead);
      await untilKinds('captured');
      await bring('console', personErased, lead);
      await until('the lead is gone', async () => (await inject('GET', `/api/leads/${lead}`, ADMIN)).statusCode === 404);
      await bring('enrichment', leadEnriched, lead);
      await bring('research', outreachDrafted, lead, drafted);
      await until('late events were heard', async () => (await running.service.messaging.health()).every(({ lag }) => lag === 0));
      expect(await running.store.dataSource.query('SELECT lead_id FROM console_lead_documents UNION SELECT lead_id FROM console_timeline UNION SELECT lead_id FROM console_drafts')).toEqual([]);
    });

    it('sends what changed to open screens until the service stops', async () => {
      const cookie = await signIn('nora');
      const server = createServer((request, response) => running.service.route(request, response)).listen(0, '127.0.0.1');
      await until('the server listens', () => server.listening);
      let heard = '';
      let ended = false;
      get({ port: (server.address() as AddressInfo).port, path: '/api/events', headers: { cookie } }, (response) => {
        response.setEncoding('utf8').on('data', (text: string) => { heard += text; }).on('end', () => { ended = true; });
      });
      await until('the stream is open', () => heard.startsWith('retry: '));
      await bring('intake', leadCaptured, lead);
      await until('the change is heard', () => heard.includes(`data: {"leads":["${lead}"],"kinds":["leads","timeline"]}`));
      await running.stop();
      await until('the stream ends', () => ended, 1_000);
      await new Promise((resolve) => server.close(resolve));
      running = await home.start();
    });
  });

  describe('what other apps own', () => {
    const key = () => SigningKey.from(new Environment({ DATA_DIR: home.folder })).value;

    it('is asked there, in the name of who asked here', async () => {
      const cookie = await signIn('nora');
      running.others.answer = { status: 409, headers: { 'content-type': 'application/problem+json', 'x-inner': 'secret' }, body: Buffer.from('{"code":"lead_in_queue"}') };
      const answer = await inject('POST', '/api/leads/01J/decline?x=1', { cookie, ...SAME_ORIGIN, 'x-other': 'y' }, { reason: 'On leave' });
      expect([answer.statusCode, answer.body, answer.headers['x-inner']]).toEqual([409, '{"code":"lead_in_queue"}', undefined]);
      const [{ app, request }] = running.others.asked as [RunningConsole['others']['asked'][number]];
      const { [IDENTITY_HEADER]: identity, ...headers } = request.headers;
      expect({ app, path: request.path, headers, body: request.body?.toString() }).toEqual({ app: 'assignment', path: '/api/leads/01J/decline?x=1', headers: { 'content-type': 'application/json' }, body: '{"reason":"On leave"}' });
      expect(readIdentity(identity!, key(), Date.now())).toEqual({ user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' });
    });

    it('is asked in nobody\'s name where anyone may ask, whoever is signed in', async () => {
      running.others.answer = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from('<h1>Done</h1>') };
      const clicked = await inject('POST', '/u/01JTOKEN', {});
      expect([clicked.statusCode, clicked.body]).toEqual([200, '<h1>Done</h1>']);
      await inject('GET', '/u/01JTOKEN', { cookie: await signIn('nora') });
      expect(running.others.asked.map(({ app, request }) => [app, request.method, request.path, request.headers[IDENTITY_HEADER]])).toEqual([['delivery', 'POST', '/u/01JTOKEN', undefined], ['delivery', 'GET', '/u/01JTOKEN', undefined]]);
    });

    it('is not asked for people who may not ask, nor for inner routes and senders', async () => {
      expect(await refusal(inject('GET', '/api/connections', { cookie: await signIn('nora') }))).toEqual([403, 'not_allowed']);
      expect(await refusal(inject('GET', '/api/leads/01J/facts'))).toEqual([401, 'not_signed_in']);
      expect((await inject('POST', '/hooks/hubspot-main', ADMIN, {})).statusCode).toBe(404);
      expect(running.others.asked).toEqual([]);
    });

    it('settles what needs attention where it happened, and keeps who asked', async () => {
      await bring('delivery', messageDeadLettered, 'lead-1', { app: 'delivery', state: 'open', deadLetterId: 'dead-1' });
      await until('the item is listed', async () => (await read<AttentionItem[]>('/api/dead-letters')).length === 1);
      const retried = await inject('POST', '/api/dead-letters/dead-1/redrive', ADMIN);
      expect(retried.statusCode).toBe(204);
      expect(running.others.asked.map(({ app, request }) => `${app} ${request.method} ${request.path}`)).toEqual(['delivery POST /internal/dead-letters/dead-1/redrive']);
      expect(await running.store.dataSource.query("SELECT user_id, action, subject FROM console_audit WHERE action LIKE 'attention%'")).toEqual([{ user_id: 'token:admin', action: 'attention.redrive', subject: 'dead-1' }]);
      expect(await refusal(inject('POST', '/api/dead-letters/dead-2/redrive', ADMIN))).toEqual([404, 'dead_letter_unknown']);
    });
  });
});

describe('the pages of console', () => {
  let home: ConsoleHome;
  let running: RunningConsole;
  const get = (url: string) => running.service.app.inject({ method: 'GET', url });

  beforeAll(async () => {
    home = new ConsoleHome();
    mkdirSync(join(home.folder, 'web/assets'), { recursive: true });
    writeFileSync(join(home.folder, 'web/index.html'), '<title>Leadwright</title>');
    writeFileSync(join(home.folder, 'web/mark.svg'), '<svg/>');
    writeFileSync(join(home.folder, 'web/assets/app-1a2b.js'), 'app()');
    writeFileSync(join(home.folder, 'secret.txt'), 'no');
    running = await home.start({ WEB_DIR: join(home.folder, 'web'), PUBLIC_URL: 'https://leads.rimewell.example' });
  });
  afterAll(async () => {
    await running.stop();
    home.remove();
  });

  it.each([
    ['/', 200, 'text/html; charset=utf-8', '<title>Leadwright</title>', 'no-cache'],
    ['/leads/01J?tab=fit', 200, 'text/html; charset=utf-8', '<title>Leadwright</title>', 'no-cache'],
    ['/mark.svg', 200, 'image/svg+xml', '<svg/>', 'public, max-age=0'],
    ['/assets/app-1a2b.js', 200, 'application/javascript; charset=utf-8', 'app()', 'public, max-age=31536000, immutable'],
    ['/..%2fsecret.txt', 200, 'text/html; charset=utf-8', '<title>Leadwright</title>', 'no-cache'],
  ])('%s answers %i %s', async (url, status, type, body, cache) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['content-type'], answer.body, answer.headers['cache-control']]).toEqual([status, type, body, cache]);
  });

  it.each(['/assets/old-3c4d.js', '/api/nothing', '/hooks/x', '/internal', '/%ff', '/assets/..%2f..%2fsecret.txt'])('%s is not the page', async (url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toMatch(/<title>|^no$/);
  });

  it('allow the browser nothing but what comes from here', async () => {
    for (const url of ['/', '/assets/app-1a2b.js', '/api/me']) {
      const { headers } = await get(url);
      expect(headers['content-security-policy']).toContain("default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline'");
      expect([headers['x-frame-options'], headers['x-content-type-options'], headers['strict-transport-security']]).toEqual(['DENY', 'nosniff', 'max-age=31536000; includeSubDomains']);
    }
  });

  it('give a session cookie to https only', async () => {
    const link = await running.service.app.get(FirstSignIn).link('https://leads.rimewell.example');
    expect((await get(new URL(link!).pathname)).headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
  });
});
