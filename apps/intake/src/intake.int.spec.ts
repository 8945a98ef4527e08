import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { configPublished, leadCaptured, leadMerged, messageDeadLettered, submissionIgnored, type Identity } from '#contracts';
import { outgoing } from '#messaging';
import { TestService } from '#testing';
import { parse } from 'yaml';
import { intakeService } from './intake.service.js';

const CRM_SECRET = `whsec_${Buffer.from('a secret of the CRM, 30 bytes..').toString('base64')}`;
const FORM_SECRET = 'a secret of the form';

const connections = (emailRef = 'email'): string => `
connections:
  crm: {vendor: standard, label: The CRM, secret: CRM_SECRET, crm: {system: hubspot, token: HUBSPOT_TOKEN}, each: "$.contacts[*]", map: {crmObjectId: $.id, email: $.email, fullName: $.name, company: $.company}}
  form:
    vendor: form
    label: Demo form
    mode: observe
    createIn: crm
    signature: {header: Form-Signature, algorithm: hmac-sha256, encoding: base64, prefix: "sha256=", signs: "{body}", secret: FORM_SECRET}
    id: $.event_id
    map: {email: {answer: {ref: ${emailRef}}}, fullName: {answer: {ref: name}}, message: {answer: {ref: help}}}
  asleep: {vendor: standard, secret: ASLEEP_SECRET}
  api: {vendor: api, createIn: crm}
  partners: {vendor: api}
gate: {testAddresses: ["test@*"]}
`;

const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const program: Identity = { user: 'website', name: 'Website', role: 'ingest', rep: null };
const rep: Identity = { user: 'nora', name: 'Nora Byrne-Quill', role: 'rep', rep: 'nora' };

describe('intake', () => {
  let intake: TestService;
  beforeEach(async () => {
    intake = await TestService.open(intakeService, { config: { 'connections.yaml': connections() }, environment: { CRM_SECRET, FORM_SECRET, PUBLIC_URL: 'https://leads.example' } });
  });
  afterEach(() => intake.close());

  const fromCrm = (id: string, body: unknown, more: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const at = String(Math.floor(intake.clock.now() / 1_000));
    const signature = createHmac('sha256', Buffer.from(CRM_SECRET.slice(6), 'base64')).update(`${id}.${at}.${text}`).digest('base64');
    return intake.send('/hooks/crm', { headers: { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}`, ...more }, body: text });
  };
  const formBody = (id: string, answers: Record<string, string>) => JSON.stringify({ event_id: id, answers: Object.entries(answers).map(([ref, text]) => ({ type: 'text', text, field: { ref } })) });
  const signForm = (body: string | Buffer) => `sha256=${createHmac('sha256', FORM_SECRET).update(body).digest('base64')}`;
  const fromForm = (body: string | Buffer, signature = signForm(body)) => intake.send('/hooks/form', { headers: { 'form-signature': signature }, body });
  const api = (body: unknown, headers: Record<string, string> = {}) => intake.send('/api/leads', { who: program, headers, body: JSON.stringify(body) });

  /** How everything that was accepted ended, as stored, and as it was told. */
  const sums = async () => {
    const rows = await intake.rows<{ outcome: string; amount: number }>('SELECT outcome, COUNT(*) AS amount FROM intake_submissions GROUP BY outcome');
    const told = [(await intake.heard(leadCaptured)).length, (await intake.heard(leadMerged)).length, (await intake.heard(submissionIgnored)).length];
    const stored = ['lead', 'merged', 'ignored'].map((name) => rows.find(({ outcome }) => outcome === name)?.amount ?? 0);
    expect(told).toEqual(stored);
    const [lead, merged, ignored] = stored;
    return { lead, merged, ignored, attention: rows.find(({ outcome }) => outcome === 'needs_attention')?.amount ?? 0 };
  };
  const open = async () => {
    const newest = new Map((await intake.heard(messageDeadLettered)).map(({ data }) => [data.deadLetterId, data]));
    return [...newest.values()].filter(({ state }) => state === 'open');
  };
  const publish = async (text: string) => {
    const document: unknown = parse(text);
    await intake.publish('console', [outgoing(configPublished, 'connections', { kind: 'connections', version: 2, hash: 'v2', publishedAt: new Date(intake.clock.now()).toISOString(), publishedBy: 'kemal', document })]);
    await intake.idle();
  };
  const retry = async (deadLetterId: string) => {
    expect((await intake.call(ops, 'POST', `/internal/dead-letters/${deadLetterId}/redrive`)).status).toBe(204);
    await intake.idle();
  };

  it('stores a call, makes a lead of it and tells it, before it answers', async () => {
    const answer = await fromForm(formBody('e1', { email: 'Tessa@PelhamRye.example', name: 'tessa moorcroft', help: 'We need a quote' }));
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } });
    const [captured, ...more] = await intake.heard(leadCaptured);
    expect(more).toEqual([]);
    expect(captured!.data.lead).toEqual({
      connection: 'form', mode: 'observe', crm: [], createIn: 'crm', consent: null, campaign: null, leadSource: null, messageClass: 'buying', capturedAt: '2026-11-22T09:30:00.000Z',
      person: { keyId: `lead:${captured!.leadId}`, sealed: false, data: { fullName: 'Tessa Moorcroft', firstName: 'Tessa', lastName: 'Moorcroft', email: 'Tessa@pelhamrye.example', phone: null, title: null, message: 'We need a quote' } },
      company: { name: null, domain: 'pelhamrye.example', country: null, employees: null },
    });
    const keys = await intake.rows<{ key_id: string }>("SELECT key_id FROM keyring_keys WHERE key_id NOT LIKE 'secret:%'");
    const [call] = await intake.rows<{ id: string }>('SELECT id FROM intake_calls');
    expect(keys.map(({ key_id }) => key_id).sort()).toEqual([`call:${call!.id}`, `lead:${captured!.leadId}`]);
  });

  it('keeps no claim in the open', async () => {
    await fromForm(formBody('e1', { email: 'tessa@pelhamrye.example' }));
    const claims = await intake.rows<{ digest: string }>('SELECT digest FROM intake_claims');
    expect(claims.map(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toEqual([true, true]);
  });

  describe('refuses, and keeps nothing of it:', () => {
    const body = formBody('e1', { email: 'tessa@pelhamrye.example' });
    it.each([
      ['an address that nobody is connected at', () => intake.send('/hooks/nobody', { body }), 404, 'connection_unknown', 'Nothing is connected at this address. Copy the URL from Connections again.'],
      ['a connection for programs', () => intake.send('/hooks/api', { body }), 404, 'connection_unknown', 'Nothing is connected'],
      ['a name of every object', () => intake.send('/hooks/constructor', { body }), 404, 'connection_unknown', 'Nothing is connected'],
      ['a connection without a secret', () => intake.send('/hooks/asleep', { body }), 503, 'connection_off', 'Not stored. This connection is not set up completely here'],
      ['no signature', () => intake.send('/hooks/form', { body }), 401, 'signature_missing', 'Form-Signature is missing from POST https://leads.example/hooks/form.'],
      ['a wrong signature', () => fromForm(body, signForm(`${body} `)), 401, 'signature_invalid', 'Form-Signature was checked against the body of POST https://leads.example/hooks/form and does not match.'],
      ['an old timestamp', () => fromCrm('m1', {}, { 'webhook-timestamp': '1700000000' }), 401, 'signature_expired', 'Timestamp is'],
      ['no JSON', () => fromForm('{"event_id":'), 400, 'body_unreadable', 'The body is not JSON'],
      ['no UTF-8', () => fromForm(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'body_unreadable', 'not valid UTF-8'],
      ['nothing', () => fromForm(''), 400, 'body_unreadable', 'The body is empty'],
      ['a hole of brackets', () => fromForm('['.repeat(5_000)), 400, 'body_unreadable', 'nested deeper than 64'],
      ['more than 1 MiB', () => fromForm(Buffer.alloc(1024 * 1024 + 1, 32)), 413, 'body_too_large', 'At most 1 MiB'],
      ['more leads than one call may carry', () => fromCrm('m1', { contacts: Array.from({ length: 501 }, (_, id) => ({ id })) }), 413, 'too_many_leads', 'carries 501 leads; at most 500'],
    ])('%s', async (_, send, status, code, detail) => {
      const answer = await send();
      expect({ status: answer.status, code: answer.body.code, type: answer.headers['content-type'] }).toEqual({ status, code, type: 'application/problem+json; charset=utf-8' });
      expect(answer.body.detail).toContain(detail);
      expect(await intake.rows('SELECT id FROM intake_calls')).toEqual([]);
    });
  });

  it('says 503 and "Send it again" when the store cannot commit', async () => {
    await intake.crash();
    const answer = await fromForm(formBody('e1', { email: 'tessa@pelhamrye.example' }));
    expect(answer).toMatchObject({ status: 503, body: { code: 'not_committed', detail: 'Not stored. Send it again.' }, headers: { 'retry-after': '2' } });
  });

  it('makes one lead of a call that is sent many times at once, and counts every one', async () => {
    const body = formBody('e1', { email: 'tessa@pelhamrye.example' });
    const answers = await Promise.all(Array.from({ length: 60 }, () => fromForm(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await sums()).toEqual({ lead: 1, merged: 59, ignored: 0, attention: 0 });
    expect(new Set((await intake.heard(leadMerged)).map(({ data }) => data.matchedBy))).toEqual(new Set(['sender-id']));
    expect(await intake.rows('SELECT COUNT(*) AS calls, COUNT(body) AS bodies FROM intake_calls')).toEqual([{ calls: 60, bodies: 1 }]);
  });

  it('makes one lead of a person who comes by form and CRM at once, with what both said', async () => {
    await Promise.all([
      fromForm(formBody('e1', { email: 'Mina@Brackwater.example', help: 'a demo please' })),
      fromCrm('m1', { contacts: [{ id: 77, email: 'mina@brackwater.example', name: 'Mina Lundgaard', company: 'Brackwater Cold Storage' }] }),
    ]);
    expect(await sums()).toEqual({ lead: 1, merged: 1, ignored: 0, attention: 0 });
    const [merged] = await intake.heard(leadMerged);
    expect(merged!.data).toMatchObject({
      connection: 'crm', matchedBy: 'email',
      lead: { connection: 'form', mode: 'live', createIn: null, crm: [{ connection: 'crm', objectId: '77' }], company: { name: 'Brackwater Cold Storage' }, person: { data: { fullName: 'Mina Lundgaard', message: 'a demo please' } } },
    });
    const [stored] = await intake.rows<{ snapshot: string }>('SELECT snapshot FROM intake_leads');
    expect(JSON.parse(stored!.snapshot)).toEqual(merged!.data.lead);
  });

  it('takes the leads of one call each by itself: new, known, ignored, and one that nobody could reach', async () => {
    const contacts = [{ id: 1, email: 'a@larkmoor.example' }, { id: 1, email: 'b@larkmoor.example' }, { id: 3, email: 'test@larkmoor.example' }, { id: 4 }];
    expect(await fromCrm('m1', { contacts })).toMatchObject({ status: 200, body: { accepted: 4 } });
    expect(await sums()).toEqual({ lead: 1, merged: 1, ignored: 1, attention: 1 });
    expect((await intake.heard(submissionIgnored))[0]!.data).toMatchObject({ connection: 'crm', rule: 'test-address' });
    expect(await open()).toMatchObject([{ kind: 'submission', title: 'A submission of The CRM has no e-mail and no phone number' }]);
  });

  it('judges a call again that is repeated whole: what is known merges, what is ignored is ignored, what waits for a person waits once', async () => {
    const contacts = [{ id: 1, email: 'a@larkmoor.example' }, { id: 3, email: 'test@larkmoor.example' }, { id: 4 }];
    await fromCrm('m1', { contacts });
    await fromCrm('m1', { contacts });
    expect(await sums()).toEqual({ lead: 1, merged: 1, ignored: 2, attention: 1 });
  });

  it('keeps another body under a known id for a person, whose Retry takes it by its own', async () => {
    await fromForm(formBody('e1', { email: 'tessa@pelhamrye.example' }));
    expect((await fromForm(formBody('e1', { email: 'callum@larkmoor.example' }))).status).toBe(200);
    expect(await sums()).toEqual({ lead: 1, merged: 0, ignored: 0, attention: 1 });
    const [item] = await open();
    expect(item).toMatchObject({ title: 'Demo form sent another body under an id that was used before', failure: { code: 'SUBMISSION.CONFLICT' } });
    await retry(item!.deadLetterId);
    expect(await sums()).toEqual({ lead: 2, merged: 0, ignored: 0, attention: 0 });
  });

  it('reads an answer again from its original bytes once the mapping is mended', async () => {
    expect((await fromForm(formBody('e1', { work_email: 'tessa@pelhamrye.example', name: 'Tessa Moorcroft' }))).status).toBe(200);
    const [item] = await open();
    expect(item).toMatchObject({ detail: 'The mapping looks for the e-mail in the answer with the ref "email"; the answers have the refs work_email, name. No phone number is mapped.' });

    await retry(item!.deadLetterId);
    const [second, ...more] = await open();
    expect(more).toEqual([]);
    expect(await sums()).toEqual({ lead: 0, merged: 0, ignored: 0, attention: 1 });

    await publish(connections('work_email'));
    await retry(second!.deadLetterId);
    expect(await sums()).toEqual({ lead: 1, merged: 0, ignored: 0, attention: 0 });
    expect(await open()).toEqual([]);
    const [captured] = await intake.heard(leadCaptured);
    expect(captured).toMatchObject({ leadId: item ? (await intake.heard(messageDeadLettered))[0]!.leadId : '', data: { lead: { person: { data: { email: 'tessa@pelhamrye.example' } } } } });
  });

  it('finds every lead of a call once its place is mended', async () => {
    await fromCrm('m1', { people: [{ id: 1, email: 'a@larkmoor.example' }, { id: 2, email: 'b@larkmoor.example' }] });
    const [item] = await open();
    expect(item).toMatchObject({ title: 'A call of The CRM carries no lead', detail: 'The mapping looks for leads at $.contacts[*]; $ has people.' });
    await publish(connections().replace('$.contacts[*]', '$.people[*]'));
    await retry(item!.deadLetterId);
    expect(await sums()).toEqual({ lead: 2, merged: 0, ignored: 0, attention: 0 });
  });

  it('keeps what waits when its connection is taken away', async () => {
    await fromForm(formBody('e1', { work_email: 'tessa@pelhamrye.example' }));
    const [item] = await open();
    await publish('connections: {api: {vendor: api}}');
    await retry(item!.deadLetterId);
    expect(await open()).toMatchObject([{ title: '"form" is not configured any more' }]);
    expect((await fromForm(formBody('e2', { email: 'tessa@pelhamrye.example' }))).status).toBe(404);
  });

  it('finds the lead again when the answer came once more before its Retry', async () => {
    const body = formBody('e1', { work_email: 'tessa@pelhamrye.example' });
    await fromForm(body);
    const [item] = await open();
    await publish(connections('work_email'));
    await fromForm(body);
    await retry(item!.deadLetterId);
    expect(await sums()).toEqual({ lead: 1, merged: 1, ignored: 0, attention: 0 });
  });

  describe('for programs', () => {
    it('answers how each lead ended, one for one and a list for a list', async () => {
      const one = await api({ email: 'tessa@pelhamrye.example' });
      expect(one).toMatchObject({ status: 200, body: { outcome: 'lead', submissionId: expect.any(String), leadId: expect.any(String) } });
      const many = await api([{ email: 'tessa@pelhamrye.example' }, { email: 'test@x.example' }, { fullName: 'Nobody' }]);
      expect(many.body).toMatchObject([{ outcome: 'merged', leadId: one.body.leadId }, { outcome: 'ignored', leadId: null }, { outcome: 'needs_attention', leadId: null }]);
      expect(await sums()).toEqual({ lead: 1, merged: 1, ignored: 1, attention: 1 });
    });

    it('answers the same body under the same key the same, and stores it once', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => api([{ email: 'a@larkmoor.example' }, { phone: '+44 20 7946 0123' }], { 'idempotency-key': 'k1' })));
      expect(answers.map(({ body }) => body)).toEqual([answers[0]!.body, answers[0]!.body, answers[0]!.body]);
      expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(2);
      const later = await api([{ email: 'a@larkmoor.example' }, { phone: '+44 20 7946 0123' }], { 'idempotency-key': 'k1' });
      expect([later.body, later.headers['idempotency-replayed']]).toEqual([answers[0]!.body, 'true']);
      expect(await sums()).toEqual({ lead: 2, merged: 0, ignored: 0, attention: 0 });
    });

    it('refuses another body under the same key, and another key takes it', async () => {
      await api({ email: 'a@larkmoor.example' }, { 'idempotency-key': 'k1' });
      expect(await api({ email: 'b@larkmoor.example' }, { 'idempotency-key': 'k1' })).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
      expect(await sums()).toEqual({ lead: 1, merged: 0, ignored: 0, attention: 0 });
      expect((await api({ email: 'b@larkmoor.example' }, { 'idempotency-key': 'k2' })).status).toBe(200);
    });

    it.each([
      ['a member that is misspelled', { emial: 'a@b.example' }, {}, 422, 'body_invalid', 'emial'],
      ['a connection that is not for programs', { connection: 'form', email: 'a@b.example' }, {}, 422, 'connection_unknown', 'connection: "form" is no connection for the API. Known: api, partners.'],
      ['a connection in a list', [{ email: 'a@b.example' }, { connection: 'x' }], {}, 422, 'connection_unknown', '1.connection: "x"'],
      ['an empty list', [], {}, 422, 'body_invalid', 'leads'],
      ['a key that is none', { email: 'a@b.example' }, { 'idempotency-key': 'two words' }, 400, 'idempotency_key_invalid', 'visible ASCII'],
    ])('refuses %s', async (_, body, headers, status, code, detail) => {
      const answer = await api(body, headers as Record<string, string>);
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
      expect(answer.body.detail).toContain(detail);
    });

    it('asks who it is', async () => {
      expect((await intake.send('/api/leads', { body: '{}' })).status).toBe(401);
      expect((await intake.send('/api/leads', { who: rep, body: '{}' })).status).toBe(403);
    });

    it('reads a lead of a list again from its own place', async () => {
      await api([{ email: 'a@larkmoor.example' }, { fullName: 'Nobody' }, { connection: 'partners', email: 'c@larkmoor.example' }]);
      const [item] = await open();
      await retry(item!.deadLetterId);
      expect(await sums()).toEqual({ lead: 2, merged: 0, ignored: 0, attention: 1 });
      expect(await open()).toHaveLength(1);
    });
  });

  it('shows the connections: what to paste, what is off, what came and what was refused', async () => {
    await fromForm(formBody('e1', { email: 'tessa@pelhamrye.example' }));
    await fromForm(formBody('e2', { email: 'callum@larkmoor.example' }), 'sha256=no');
    await fromForm(Buffer.alloc(1024 * 1024 + 1, 32));
    intake.clock.pass(1_000);
    const { body } = await intake.call(ops, 'GET', '/api/connections');
    expect(body.find(({ name }: { name: string }) => name === 'form')).toEqual({
      name: 'form', label: 'Demo form', vendor: 'form', mode: 'observe', url: 'https://leads.example/hooks/form', crm: null, off: null, lastCallAt: '2026-11-22T09:30:00.000Z',
      lastError: { code: 'body_too_large', detail: 'At most 1 MiB is accepted.', at: '2026-11-22T09:30:00.000Z' },
      last24h: { calls: 1, submissions: 1, refused: { signature_invalid: 1, body_too_large: 1 } },
    });
    expect(body.map(({ name, off, url }: { name: string; off: string | null; url: string }) => [name, off, url]).slice(2, 4)).toEqual([
      ['asleep', 'Set ASLEEP_SECRET (or ASLEEP_SECRET_FILE) to the secret that the sender signs with.', 'https://leads.example/hooks/asleep'], ['api', null, 'https://leads.example/api/leads'],
    ]);
    intake.clock.pass(86_400_000);
    const { body: later } = await intake.call(ops, 'GET', '/api/connections');
    expect(later.find(({ name }: { name: string }) => name === 'form').last24h).toEqual({ calls: 0, submissions: 0, refused: {} });
  });
});
