import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { configPublished, leadCaptured, messageDeadLettered, type Identity, type ImportView } from '#contracts';
import { outgoing } from '#messaging';
import { TestService, until } from '#testing';
import { parse } from 'yaml';
import { intakeService } from '../intake.service.js';

const connections = `
connections:
  crm: {vendor: standard, secret: CRM_SECRET, crm: {system: hubspot, token: HUBSPOT_TOKEN}}
  api: {vendor: api, createIn: crm}
  fair: {vendor: api, leadSource: Trade fair, defaultCountry: DE}
gate: {testAddresses: ["test@*"]}
`;

const kemal: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const nora: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };
const website: Identity = { user: 'website', name: 'Website', role: 'ingest', rep: null };

const CSV = { 'content-type': 'text/csv' };
const SMALL = 'E-mail,Name,Phone,Colour\nana@larkmoor.example,Ana Lee,,red\nbo@pelhamrye.example,Bo Rye,,blue\n';

describe('an import', () => {
  let intake: TestService;
  beforeEach(async () => { intake = await TestService.open(intakeService, { config: { 'connections.yaml': connections } }); });
  afterEach(() => intake.close());

  const send = (body: string | Buffer | Readable, query = '', headers: Record<string, string> = {}, who = kemal) => intake.send(`/api/imports${query}`, { who, headers: { ...CSV, ...headers }, body });
  const show = async (id: string, query = ''): Promise<ImportView> => (await intake.call(kemal, 'GET', `/api/imports/${id}${query}`)).body as ImportView;
  const list = async (): Promise<ImportView[]> => (await intake.call(kemal, 'GET', '/api/imports')).body.imports as ImportView[];
  const stored = async () => (await intake.rows<{ imports: number; kept: number; submissions: number }>('SELECT (SELECT COUNT(*) FROM intake_imports) AS imports, (SELECT COUNT(*) FROM intake_import_lines) AS kept, (SELECT COUNT(*) FROM intake_submissions) AS submissions'))[0]!;
  const nothing = { imports: 0, kept: 0, submissions: 0 };

  it('is stored whole before it is answered, and its lines become leads after that', async () => {
    const answer = await send(SMALL, '?connection=fair');
    expect(answer).toMatchObject({ status: 202, headers: { location: `/api/imports/${answer.body.id}` }, body: { connection: 'fair', startedBy: 'Kemal Aydin', lines: { total: 2 } } });
    await intake.idle();
    expect(await show(answer.body.id)).toEqual({
      id: answer.body.id, connection: 'fair', state: 'done', failed: null, startedBy: 'Kemal Aydin', receivedAt: '2026-11-22T09:30:00.000Z', doneAt: '2026-11-22T09:30:00.000Z',
      columns: { email: 'E-mail', fullName: 'Name', phone: 'Phone' }, unused: [{ column: 'Colour', hint: null }],
      lines: { total: 2, waiting: 0, leads: 2, merged: 0, ignored: 0, refused: 0 }, problems: [], next: null,
    });
    expect((await intake.heard(leadCaptured)).map(({ data: { lead } }) => lead)).toMatchObject([
      { connection: 'fair', leadSource: 'Trade fair', company: { domain: 'larkmoor.example', country: 'DE' }, person: { data: { fullName: 'Ana Lee', email: 'ana@larkmoor.example' } } },
      { person: { data: { fullName: 'Bo Rye', email: 'bo@pelhamrye.example' } } },
    ]);
    expect(await intake.rows('SELECT line, record FROM intake_import_lines')).toEqual([{ line: 2, record: null }, { line: 3, record: null }]);
  });

  it('says of every line that became no lead which it is, what stands there, and what to do', async () => {
    const { body } = await send('E-mail;Telefon;Name\nana@larkmoor.example;;Ana\nn/a;call me;Bo\nonly two;values\nANA@larkmoor.example;;Ana Lee\ntest@larkmoor.example;;T\n;;Nobody\n;+49 30 901820;By phone\n');
    await intake.idle();
    const view = await show(body.id);
    expect(view.lines).toEqual({ total: 7, waiting: 0, leads: 2, merged: 1, ignored: 1, refused: 3 });
    expect(view.problems).toMatchObject([
      { line: 3, outcome: 'refused', column: 'E-mail', value: 'n/a', reason: 'No e-mail address and no phone number: Column "E-mail" cannot be read as an e-mail address. Column "Telefon" cannot be read as a phone number.' },
      { line: 4, outcome: 'refused', column: null, value: null, reason: 'The line has 2 values, the header has 3.', fix: expect.stringContaining('in quotes') },
      { line: 6, outcome: 'ignored', reason: 'The address matches "test@*" of gate.testAddresses.' },
      { line: 7, outcome: 'refused', column: 'E-mail', value: null, reason: 'No e-mail address and no phone number: Column "E-mail" is empty. Column "Telefon" is empty.', fix: expect.stringContaining('import it again') },
    ]);
    expect(await intake.heard(messageDeadLettered)).toEqual([]);
    const [open] = await intake.rows<{ reason: string }>("SELECT GROUP_CONCAT(reason || COALESCE(fix, '')) AS reason FROM intake_import_lines");
    expect(open!.reason).not.toContain('call me');
  });

  it('shows its problems page by page', async () => {
    const { body } = await send(`email\n${'nobody\n'.repeat(130)}`);
    await intake.idle();
    const first = await show(body.id);
    expect([first.problems.length, first.problems[0]!.line, first.next]).toEqual([100, 2, 101]);
    const second = await show(body.id, `?after=${first.next}`);
    expect([second.problems.length, second.problems[0]!.line, second.next]).toEqual([30, 102, null]);
  });

  describe('is refused, and nothing is kept of it:', () => {
    it.each([
      ['for a rep', () => send(SMALL, '', {}, nora), 403, 'not_allowed', 'needs one of ops, admin'],
      ['for a program that only sends leads', () => send(SMALL, '', {}, website), 403, 'not_allowed', 'needs one of ops, admin'],
      ['as a form', () => send(SMALL, '', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'body_type_wrong', 'content-type: text/csv'],
      ['by a connection that is for others', () => send(SMALL, '?connection=crm'), 422, 'connection_unknown', 'connection: "crm" is no connection for the API. Known: api, fair.'],
      ['with a column that is none', () => send(SMALL, '?email=E-Mial'), 422, 'column_unknown', 'Did you mean "E-mail"?'],
      ['without any column to reach somebody by', () => send('Emial,Name\na@b.example,Ana\n'), 422, 'unreachable', 'Did you mean email? Then add ?email=Emial.'],
      ['with a parameter given twice', () => send(SMALL, '?email=a&email=b'), 422, 'query_invalid', 'email is given more than once'],
      ['with a key that is none', () => send(SMALL, '', { 'idempotency-key': 'two words' }), 400, 'idempotency_key_invalid', 'visible ASCII'],
      ['when it is empty', () => send(''), 422, 'file_unreadable', 'Line 1 is missing'],
      ['when its header is no UTF-8', () => send(Buffer.from('Pr\xe9nom,email\n', 'latin1')), 422, 'file_unreadable', 'Line 1 is not UTF-8'],
      ['when it is said to be too large', () => send(SMALL, '', { 'content-length': String(50 * 1024 * 1024 + 1) }), 413, 'body_too_large', 'At most 50 MiB'],
    ])('%s', async (_, refused, status, code, detail) => {
      const answer = await refused();
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
      expect(answer.body.detail).toContain(detail);
      expect(await stored()).toEqual(nothing);
    });
  });

  it('weakens no other door: CSV is not taken there, and more than 1 MiB is not either', async () => {
    expect(await intake.send('/api/leads', { who: website, headers: CSV, body: SMALL })).toMatchObject({ status: 415, body: { code: 'body_type_wrong' } });
    expect(await intake.send('/hooks/crm', { headers: CSV, body: Buffer.alloc(2 * 1024 * 1024, 32) })).toMatchObject({ status: 415 });
    expect(await intake.send('/api/leads', { who: website, body: Buffer.alloc(1024 * 1024 + 1, 32) })).toMatchObject({ status: 413 });
  });

  describe('that cannot be read to its end is kept as failed, with the reason and without its lines:', () => {
    const good = Array.from({ length: 1_200 }, (_, index) => `p${index}@larkmoor.example,P\n`).join('');
    async function* inTwo(end: string | Buffer) {
      yield Buffer.from(`email,name\n${good}`);
      await until('some of it is stored', async () => (await stored()).kept === 1_000);
      yield Buffer.from(end as string);
    }
    it.each([
      ['a broken line', () => Readable.from(inTwo('"open@larkmoor.example,P\n')), 'Line 1202 opens a quote (") that is never closed.'],
      ['another encoding behind good lines', () => Readable.from(inTwo(Buffer.from('r@larkmoor.example,Ren\xe9\n', 'latin1'))), 'Line 1202 is not UTF-8'],
      ['no lines', () => 'email,name\n', 'Line 2 is missing: the file has a header only.'],
    ])('%s', async (_, body, reason) => {
      const answer = await send(body());
      expect(answer).toMatchObject({ status: 422, body: { code: 'file_unreadable', detail: expect.stringContaining(reason) } });
      expect(await show(answer.body.import)).toMatchObject({ state: 'failed', failed: expect.stringContaining(reason), lines: { total: 0 } });
      await intake.idle();
      expect(await stored()).toEqual({ imports: 1, kept: 0, submissions: 0 });
    });
  });

  it('that breaks off on its way is kept as failed, and its key is free for the next try', async () => {
    async function* broken() {
      yield Buffer.from(`email\n${'somebody@larkmoor.example\n'.repeat(1_200)}`);
      await until('some of it is stored', async () => (await stored()).kept === 1_000);
      throw new Error('ECONNRESET');
    }
    await send(Readable.from(broken()), '', { 'idempotency-key': 'k1' }).catch(() => undefined);
    await until('it failed', async () => (await list())[0]?.state === 'failed');
    expect(await list()).toMatchObject([{ state: 'failed', failed: 'The upload broke off before its end. Nothing of it was taken; send it again.', lines: { total: 0 } }]);
    expect(await send(SMALL, '', { 'idempotency-key': 'k1' })).toMatchObject({ status: 202 });
    await intake.idle();
    expect((await list()).map(({ state, lines }) => [state, lines.leads])).toEqual([['done', 2], ['failed', 0]]);
  });

  it('whose process ends while it is received fails after a minute of silence', async () => {
    const endless = new Readable({ read() { /* what was pushed */ } });
    endless.push(`email\n${Array.from({ length: 1_200 }, (_, index) => `p${index}@larkmoor.example\n`).join('')}`);
    const sending = send(endless, '', { 'idempotency-key': 'k1' }).catch(() => undefined);
    await until('lines are stored', async () => (await stored()).kept >= 1_000);
    expect(await send(SMALL, '', { 'idempotency-key': 'k1' })).toMatchObject({ status: 409, body: { code: 'import_under_way' }, headers: { 'retry-after': '60' } });

    await intake.crash();
    endless.destroy(new Error('ECONNRESET'));
    await sending;
    await intake.restart();
    await intake.pass(59_000);
    await intake.idle();
    expect(await list()).toMatchObject([{ state: 'receiving', lines: { total: 1_000 } }]);
    await intake.pass(2_000);
    await until('it failed', async () => (await list())[0]!.state === 'failed');
    expect(await stored()).toEqual({ imports: 1, kept: 0, submissions: 0 });
  });

  it('is one import however often the same file comes under one key; another file is refused', async () => {
    const key = { 'idempotency-key': 'k1' };
    const first = await send(SMALL, '', key);
    const again = await send(SMALL, '', key);
    expect(again).toMatchObject({ status: 202, headers: { 'idempotency-replayed': 'true' }, body: { id: first.body.id } });
    for (const other of [() => send(`${SMALL}eve@larkmoor.example,,,\n`, '', key), () => send(SMALL, '?connection=fair', key), () => send(SMALL, '?company=Colour', key)]) {
      expect(await other()).toMatchObject({ status: 409, body: { code: 'idempotency_conflict', import: first.body.id } });
    }
    await intake.idle();
    expect(await stored()).toEqual({ imports: 1, kept: 2, submissions: 2 });
    expect((await send(SMALL, '', { 'idempotency-key': 'k2' })).body.id).not.toBe(first.body.id);
    await intake.idle();
    expect((await list()).map(({ lines }) => [lines.leads, lines.merged])).toEqual([[0, 2], [2, 0]]);
  });

  it('of 20,000 lines goes through a crash in its middle with a bounded memory: nothing lost, nothing twice', async () => {
    const LINES = 20_000;
    const FILLER = 'x'.repeat(1_500);
    let sent = 0;
    let most = 0;
    async function* file() {
      yield Buffer.from('email,name,notes that nobody maps\n');
      for (let at = 0; at < LINES; at += 100) {
        yield Buffer.from(Array.from({ length: 100 }, (_, index) => `p${at + index}@c${(at + index) % 977}.example,P,${FILLER}\n`).join(''));
        sent += 100;
        const [rows] = await intake.rows<{ amount: number }>('SELECT COUNT(*) AS amount FROM intake_import_lines');
        most = Math.max(most, sent - rows!.amount);
      }
    }
    const { body, status } = await send(Readable.from(file(), { objectMode: false, highWaterMark: 64 * 1024 }));
    expect(status).toBe(202);
    expect(most).toBeLessThan(2_000); // lines of 30 MB that were on their way and not yet stored

    await until('it is in its middle', async () => (await stored()).submissions >= 3_000);
    await intake.crash();
    await intake.restart();
    const { submissions } = await stored();
    expect([submissions % 200, submissions < LINES]).toEqual([0, true]);
    await until('it is done', async () => (await show(body.id)).state === 'done', 60_000);
    expect((await show(body.id)).lines).toEqual({ total: LINES, waiting: 0, leads: LINES, merged: 0, ignored: 0, refused: 0 });
    const [counts] = await intake.rows('SELECT COUNT(*) AS submissions, COUNT(DISTINCT ordinal) AS ordinals, COUNT(DISTINCT lead_id) AS leads FROM intake_submissions');
    expect(counts).toEqual({ submissions: LINES, ordinals: LINES, leads: LINES });
    expect(await intake.rows('SELECT COUNT(*) AS told FROM bus_messages WHERE topic = ?', [leadCaptured.topic])).toEqual([{ told: LINES }]);
  }, 90_000);

  it('waits for a person when its connection is taken away, and goes on from there', async () => {
    const publish = async (text: string, version: number) => {
      await intake.publish('console', [outgoing(configPublished, 'connections', { kind: 'connections', version, hash: `v${version}`, publishedAt: new Date(intake.clock.now()).toISOString(), publishedBy: 'kemal', document: parse(text) })]);
      await intake.idle();
    };
    const { body } = await send(`email\n${Array.from({ length: 900 }, (_, index) => `p${index}@larkmoor.example\n`).join('')}`, '?connection=fair');
    await publish('connections: {api: {vendor: api}}', 2);
    const before = await show(body.id);
    expect([before.state, before.lines.total, before.lines.waiting > 0]).toEqual(['working', 900, true]);
    const [item] = await intake.heard(messageDeadLettered);
    expect(item!.data).toMatchObject({ kind: 'task', detail: expect.stringContaining('connection "fair", which is not configured any more') });
    await publish(connections, 3);
    await intake.call(kemal, 'POST', `/internal/dead-letters/${item!.data.deadLetterId}/redrive`);
    await intake.idle();
    expect(await show(body.id)).toMatchObject({ state: 'done', lines: { leads: 900, waiting: 0 } });
  });

  it('that nobody made is not found', async () => {
    expect(await intake.call(kemal, 'GET', '/api/imports/none')).toMatchObject({ status: 404, body: { code: 'import_unknown' } });
    expect(await intake.call(kemal, 'GET', '/api/imports/none?after=x')).toMatchObject({ status: 422, body: { code: 'line_invalid' } });
  });
});
