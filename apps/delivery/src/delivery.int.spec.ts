import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  canonicalDraft, effectSettled, leadAssigned, leadEscalated, leadMerged, leadResearched, messageDeadLettered, openPersonal, outreachApproved,
  type CrmRef, type DraftContent, type Identity, type LeadAssigned,
} from '#contracts';
import { outgoing, type Outgoing } from '#messaging';
import { aCompany, aFit, aLead, anAssignedLead, TestService, until } from '#testing';
import { deliveryService } from './delivery.service.js';

/** What the outside does with a call: does it, does it and loses the answer, answers something else, or waits for a spec first. */
type Behaviour = 'do' | 'lose' | { status: number; body?: unknown; headers?: Record<string, string> } | (() => Promise<void>);
interface Call { method: string; path: string; body: any }

/** HubSpot and Slack, as far as delivery calls them. */
class World {
  readonly calls: Call[] = [];
  readonly contacts = new Map<string, Record<string, string>>();
  readonly tasks: Record<string, string>[] = [];
  readonly notes: Record<string, string>[] = [];
  readonly notices: string[] = [];
  private planned: { when: string; behaviour: Behaviour }[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const text = Buffer.concat(chunks).toString();
      const call: Call = { method: request.method!, path: request.url!.split('?')[0]!, body: text ? JSON.parse(text) : null };
      this.calls.push(call);
      const index = this.planned.findIndex(({ when }) => `${call.method} ${call.path}`.startsWith(when));
      const behaviour = index < 0 ? 'do' : this.planned.splice(index, 1)[0]!.behaviour;
      const answer: { status: number; body?: unknown; headers?: Record<string, string> } = typeof behaviour === 'object' ? behaviour : this.answer(call);
      if (typeof behaviour === 'function') await behaviour();
      if (behaviour === 'lose') return void request.socket.destroy();
      const { body = {} } = answer;
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `*.example=127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  reset(): void {
    this.contacts.clear();
    for (const list of [this.calls, this.tasks, this.notes, this.notices, this.planned]) list.length = 0;
  }

  /** The next call that begins like this (`POST /crm/v3/objects/contacts`) behaves so. */
  next(when: string, behaviour: Behaviour): void {
    this.planned.push({ when, behaviour });
  }

  writes(): string[] {
    return this.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search')).map(({ method, path }) => `${method} ${path}`);
  }

  private answer({ method, path, body }: Call): { status: number; body?: unknown } {
    if (path.startsWith('/services/')) {
      this.notices.push(body.text);
      return { status: 200, body: 'ok' };
    }
    const [, kind, id] = /^\/crm\/v3\/objects\/(\w+)(?:\/(.+))?$/.exec(path)!;
    const hung = kind === 'tasks' ? this.tasks : kind === 'notes' ? this.notes : null;
    if (id === 'search') {
      const { propertyName, value } = body.filterGroups[0].filters[0];
      const all = hung ? hung.map((properties, index) => ({ id: `t${index}`, properties })) : [...this.contacts].map(([key, properties]) => ({ id: key, properties }));
      const results = all.filter(({ properties }) => (hung ? (properties as Record<string, string>)[propertyName]?.includes(value) : (properties as Record<string, string>)[propertyName] === value));
      return { status: 200, body: { total: results.length, results } };
    }
    if (hung) return { status: 201, body: { id: `t${hung.push(body.properties) - 1}`, properties: {} } };
    if (method === 'POST') {
      const existing = [...this.contacts].find(([, { email }]) => email !== undefined && email === body.properties.email);
      if (existing) return { status: 409, body: { status: 'error', category: 'CONFLICT', message: `Contact already exists. Existing ID: ${existing[0]}` } };
      const made = String(501 + this.contacts.size);
      this.contacts.set(made, body.properties);
      return { status: 201, body: { id: made, properties: body.properties } };
    }
    const contact = this.contacts.get(id!);
    if (!contact) return { status: 404, body: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'resource not found' } };
    if (method === 'PATCH') Object.assign(contact, body.properties);
    return { status: 200, body: { id, properties: contact } };
  }
}

/** A mail server of the company: who got what, and whom it refuses with which code. */
class MailServer {
  readonly mails: { to: string; raw: string }[] = [];
  readonly refuses = new Map<string, number>();
  private readonly server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = this.refuses.get(address);
      done(responseCode ? Object.assign(new Error('No such mailbox'), { responseCode }) : null);
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => { this.mails.push({ to: envelope.rcptTo[0]!.address, raw: Buffer.concat(chunks).toString() }); done(); });
    },
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  reset(): void {
    this.mails.length = 0;
    this.refuses.clear();
  }
}

const shipped = (file: string): string => readFileSync(`config/${file}`, 'utf8');
/** Without notes; those have specs of their own. */
const config = { 'connections.yaml': shipped('connections.yaml').replaceAll(', note: true}', '}'), 'assignment.yaml': shipped('assignment.yaml') };
const ruth: Identity = { user: 'ruth', name: 'Ruth Abernathy', role: 'manager', rep: null };
const CONTACTS = '/crm/v3/objects/contacts';

describe('delivery', () => {
  const world = new World();
  const post = new MailServer();
  let egress: string;
  let smtp: string;
  let delivery: TestService;
  const open = (more: Record<string, string> = {}) => TestService.open(deliveryService, {
    config: { ...config, ...more }, environment: { EGRESS_MAP: egress, SMTP_URL: smtp, HUBSPOT_TOKEN: 'pat-demo', SLACK_WEBHOOK_URL: 'https://hooks.slack.example/services/T000/B000/demo', PUBLIC_URL: 'https://leads.rimewell.example' },
  });
  beforeAll(async () => { egress = await world.open(); smtp = await post.open(); });
  afterAll(() => Promise.all([world.close(), post.close()]));
  beforeEach(async () => { world.reset(); post.reset(); delivery = await open(); });
  afterEach(() => delivery.close());

  const inHubspot = (objectId: string): CrmRef => ({ connection: 'hubspot-main', system: 'hubspot', objectType: 'contacts', objectId });
  const living = aLead({ connection: 'hubspot-main', crm: [inHubspot('77')] });
  const assigned = (more: Partial<LeadAssigned> = {}): Outgoing => outgoing(leadAssigned, 'tessa', anAssignedLead({ lead: living, ...more }));
  const second = { epoch: 2, owner: { kind: 'rep' as const, rep: 'jonas', name: 'Jonas Achterfeld' }, short: 'By hand' };
  const publish = async (...events: Outgoing[]) => {
    await delivery.publish('assignment', events);
    await delivery.idle();
  };
  const later = async (ms: number) => {
    await delivery.pass(ms);
    await delivery.idle();
  };
  const settled = async () => (await delivery.heard(effectSettled)).map(({ data: { kind, state, occasion } }) => `${kind} ${occasion} ${state}`);
  const sentence = async (kind: string) => (await delivery.heard(effectSettled)).findLast(({ data }) => data.kind === kind)!.data;
  const attention = async () => (await delivery.heard(messageDeadLettered)).map(({ data }) => data);
  const spend = () => delivery.rows<{ state: string; count: number }>('SELECT state, COUNT(*) AS count FROM outside_calls GROUP BY state ORDER BY state');
  const retry = async () => {
    const [item] = (await attention()).filter(({ state }) => state === 'open');
    expect((await delivery.call(ruth, 'POST', `/internal/dead-letters/${item!.deadLetterId}/redrive`)).status).toBe(204);
    await delivery.idle();
  };

  it('writes owner and facts and tells the rep, each once, however often it hears of the lead', async () => {
    world.contacts.set('77', { email: 'tessa@pelhamrye.example' });
    await publish(assigned(), assigned());
    await publish(assigned());
    expect(world.contacts.get('77')).toMatchObject({ hubspot_owner_id: '7005', leadwright_company_size: '620', leadwright_industry: 'food-manufacturing', leadwright_fit: 'Good fit', leadwright_summary: expect.stringContaining('Tessa') });
    expect(world.writes().sort()).toEqual([`PATCH ${CONTACTS}/77`, `PATCH ${CONTACTS}/77`, 'POST /services/T000/B000/demo']);
    expect(world.notices).toEqual([
      '@nora New lead for you: Tessa Moorcroft, Operations Director, Pelham &amp; Rye Foods (620 people, GB). Good fit. Asked for: "We need temperature logs for an audit in January". Yours because: Rest of EMEA, your turn. <https://leads.rimewell.example/leads/tessa|Open> · HubSpot 77',
    ]);
    expect((await settled()).sort()).toEqual(['crm.facts facts:1 done', 'crm.owner epoch:1 done', 'notice.slack epoch:1 done']);
    expect(await sentence('crm.owner')).toMatchObject({ sentence: 'HubSpot now shows Nora Byrne-Quill as owner.', target: 'hubspot-main/contacts/77', mayHaveRepeated: false, reference: { objectId: '77' } });
    expect(await spend()).toEqual([{ state: 'settled', count: 3 }]);
  });

  it('creates a lead that lives nowhere, then writes owner and facts into it', async () => {
    await publish(assigned({ lead: aLead() }));
    expect([...world.contacts]).toEqual([['501', expect.objectContaining({ email: 'tessa@pelhamrye.example', jobtitle: 'Operations Director', company: 'Pelham & Rye Foods', leadwright_lead_id: 'tessa', hubspot_owner_id: '7005', leadwright_fit: 'Good fit' })]]);
    expect((await settled()).sort()).toEqual(['crm.create lead done', 'crm.facts facts:1 done', 'crm.owner epoch:1 done', 'notice.slack epoch:1 done']);
    await publish(assigned({ lead: aLead(), ...second }));
    expect(world.contacts.size).toBe(1);
    expect(world.contacts.get('501')).toMatchObject({ hubspot_owner_id: '7006' });
  });

  it('leaves alone what somebody else filled in there', async () => {
    world.contacts.set('77', { leadwright_fit: 'Bad fit, says Kemal' });
    await publish(assigned());
    expect(world.contacts.get('77')).toMatchObject({ leadwright_fit: 'Bad fit, says Kemal', leadwright_company_size: '620' });
    expect((await sentence('crm.facts')).sentence).toContain('Left as somebody filled it there: fit.');
  });

  it('writes newer facts, but never to a new owner by itself', async () => {
    world.contacts.set('77', {});
    await publish(assigned());
    await delivery.pass(1_000);
    await delivery.publish('research', [outgoing(leadResearched, 'tessa', { runId: 'r', depth: 'full', fit: aFit('not_fit'), company: aCompany({ employees: 60 }), facts: [], evidence: [], snapshots: [], looks: 1, looksAllowed: 12, spentMicro: 0, stop: 'clear', stopSentence: '', configs: [] })]);
    await delivery.idle();
    expect(world.contacts.get('77')).toMatchObject({ hubspot_owner_id: '7005', leadwright_company_size: '60', leadwright_fit: 'Not a fit' });
    expect(world.notices).toHaveLength(1);
  });

  it('writes to where the lead turned out to live when it was merged after the assignment', async () => {
    await publish(assigned({ lead: aLead({ createIn: null }) }));
    expect(world.writes()).toEqual(['POST /services/T000/B000/demo']);
    world.contacts.set('88', {});
    await delivery.publish('intake', [outgoing(leadMerged, 'tessa', { submissionId: 's2', connection: 'hubspot-main', matchedBy: 'email', lead: aLead({ crm: [inHubspot('88')] }) })]);
    await delivery.idle();
    expect(world.contacts.get('88')).toMatchObject({ hubspot_owner_id: '7005', leadwright_fit: 'Good fit' });
  });

  it('tells whom an escalated lead goes to', async () => {
    await publish(assigned({ lead: aLead({ createIn: null }) }), outgoing(leadEscalated, 'tessa', { epoch: 1, rep: 'nora', to: 'ruth', reason: 'No answer within 1 h.' }));
    expect(world.notices[1]).toContain('No answer yet: Tessa Moorcroft');
  });

  describe('when HubSpot refuses', () => {
    const refusal = { status: 400, body: { status: 'error', category: 'VALIDATION_ERROR', message: 'Owner 7005 does not exist', errors: [{ message: 'Owner 7005 does not exist', code: 'INVALID_OWNER_ID' }] } };

    it('asks a person in its own words, without trying again, and goes on with "Retry"', async () => {
      world.contacts.set('77', {});
      world.next(`PATCH ${CONTACTS}/77`, refusal);
      await publish(assigned());
      await later(3_600_000);
      const [item] = await attention();
      expect(item).toMatchObject({
        kind: 'effect', state: 'open', title: 'HubSpot did not take the owner for Tessa Moorcroft (Pelham & Rye Foods)', attempts: 1, failure: { code: 'DELIVERY.REFUSED', retryable: false },
        detail: expect.stringMatching(/^It said: .*Owner 7005 does not exist.*\nTried once at 09:30 UTC; not repeated, because the answer will not change by itself\.\nThe lead is hers here \(Nora Byrne-Quill\); only HubSpot does not show it\.$/),
        fix: 'Reactivate Nora Byrne-Quill in HubSpot and retry, or give the lead to someone else.',
      });
      expect((await sentence('crm.owner'))).toMatchObject({ state: 'failed', vendorSaid: expect.stringContaining('Owner 7005 does not exist') });
      expect(world.contacts.get('77')).toMatchObject({ leadwright_fit: 'Good fit' });
      await retry();
      expect(world.contacts.get('77')).toMatchObject({ hubspot_owner_id: '7005' });
      expect((await settled()).filter((line) => line.startsWith('crm.owner'))).toEqual(['crm.owner epoch:1 failed', 'crm.owner epoch:1 done']);
      expect((await attention()).map(({ state }) => state)).toEqual(['open', 'resolved']);
    });

    it('lets owner and facts wait for a lead that could not be created, and follow when it could', async () => {
      world.next(`POST ${CONTACTS}`, { status: 400, body: { status: 'error', message: 'Email address is invalid', category: 'VALIDATION_ERROR' } });
      await publish(assigned({ lead: aLead() }));
      expect(world.contacts.size).toBe(0);
      expect((await attention())[0]).toMatchObject({ title: expect.stringContaining('HubSpot did not take Tessa'), detail: expect.stringContaining('Its owner and facts follow into HubSpot when it is there.') });
      await retry();
      expect(world.contacts.get('501')).toMatchObject({ hubspot_owner_id: '7005', leadwright_fit: 'Good fit' });
    });

    it('says which user id is missing', async () => {
      await delivery.close();
      delivery = await open({ 'assignment.yaml': config['assignment.yaml'].replace('hubspot-main: "7005", ', '') });
      world.contacts.set('77', {});
      await publish(assigned());
      expect((await attention())[0]).toMatchObject({ failure: { code: 'DELIVERY.NO_CRM_USER' }, fix: expect.stringContaining('Add crmUser.hubspot-main to rep "nora" in assignment.yaml') });
    });

    it('waits as long as HubSpot asks for, and does it once then', async () => {
      world.contacts.set('77', {});
      world.next(`PATCH ${CONTACTS}/77`, { status: 429, headers: { 'retry-after': '30' }, body: { message: 'slow down' } });
      await publish(assigned());
      expect(world.contacts.get('77')).not.toHaveProperty('hubspot_owner_id');
      await later(29_000);
      expect(world.contacts.get('77')).not.toHaveProperty('hubspot_owner_id');
      await later(2_000);
      expect(world.contacts.get('77')).toMatchObject({ hubspot_owner_id: '7005' });
      expect(await attention()).toEqual([]);
    });
  });

  describe('when an answer is lost', () => {
    it('takes the lead that was created all the same, and creates no second one', async () => {
      world.next(`POST ${CONTACTS}`, 'lose');
      await publish(assigned({ lead: aLead() }));
      await later(20_000);
      expect(world.contacts.size).toBe(1);
      expect(world.writes().filter((write) => write === `POST ${CONTACTS}`)).toHaveLength(1);
      expect(await sentence('crm.create')).toMatchObject({ state: 'done', reference: { objectId: '501' }, sentence: 'Was in HubSpot already (501); taken as the same person.', mayHaveRepeated: false });
      expect(world.contacts.get('501')).toMatchObject({ hubspot_owner_id: '7005' });
      expect((await spend()).map(({ state }) => state)).toEqual(['settled']);
    });

    it('repeats a notice once, and says that it may have been shown twice', async () => {
      world.next('POST /services', 'lose');
      await publish(assigned({ lead: aLead({ createIn: null }) }));
      await later(5_000);
      expect(world.notices).toHaveLength(2);
      expect(await sentence('notice.slack')).toMatchObject({ state: 'done', mayHaveRepeated: true, sentence: expect.stringContaining('It may have been shown twice') });
    });

    it('asks a person instead of telling the rep a third time', async () => {
      world.next('POST /services', 'lose');
      world.next('POST /services', 'lose');
      await publish(assigned({ lead: aLead({ createIn: null }) }));
      await later(5_000);
      await later(20_000);
      await later(3_600_000);
      expect(world.notices).toHaveLength(2);
      expect((await attention())[0]).toMatchObject({ failure: { code: 'DELIVERY.TWICE_UNANSWERED' } });
    });

    it('keeps its one repetition while Slack only asks for patience', async () => {
      world.next('POST /services', 'lose');
      world.next('POST /services', { status: 429, headers: { 'retry-after': '1' } });
      await publish(assigned({ lead: aLead({ createIn: null }) }));
      await later(5_000);
      await later(20_000);
      expect(world.notices).toHaveLength(2);
      expect(await attention()).toEqual([]);
    });
  });

  it('supersedes what is not done yet when a newer assignment is there', async () => {
    world.contacts.set('77', {});
    world.next(`PATCH ${CONTACTS}/77`, { status: 503 });
    await publish(assigned());
    await publish(assigned(second));
    await later(10_000);
    expect(world.contacts.get('77')).toMatchObject({ hubspot_owner_id: '7006' });
    expect((await settled()).filter((line) => line.startsWith('crm.owner')).sort()).toEqual(['crm.owner epoch:1 superseded', 'crm.owner epoch:2 done']);
    expect(world.calls.filter(({ body }) => body?.properties?.hubspot_owner_id === '7005')).toHaveLength(1);
  });

  it('ignores an older assignment that comes late', async () => {
    world.contacts.set('77', {});
    await publish(assigned(second));
    await publish(assigned());
    expect(world.contacts.get('77')).toMatchObject({ hubspot_owner_id: '7006' });
    expect(world.notices).toHaveLength(1);
  });

  it('writes nothing at all for an observed sender, and says what it would have done', async () => {
    await publish(assigned({ lead: aLead({ connection: 'pipedrive-partners', mode: 'observe' }) }));
    expect(world.calls).toEqual([]);
    expect((await settled()).sort()).toEqual(['crm.create lead would_have', 'crm.facts facts:1 would_have', 'crm.owner epoch:1 would_have', 'notice.slack epoch:1 would_have']);
    expect((await sentence('crm.owner')).sentence).toBe('Would have set Nora Byrne-Quill as owner in HubSpot.');
  });

  describe('telling the rep by e-mail', () => {
    const nora = 'nora.bq@rimewell.example';
    const ruthsAddress = 'ruth.abernathy@rimewell.example';
    const nowhere = () => assigned({ lead: aLead({ createIn: null }) });
    const withMail = (slack = true) => config['connections.yaml'].replace(/notify:\n.*$/s, `notify:\n${slack ? '  slack: {webhook: SLACK_WEBHOOK_URL}\n' : ''}  mail: {from: leads@rimewell.example}\n`);
    const reopen = async (slack?: boolean) => { await delivery.close(); delivery = await open({ 'connections.yaml': withMail(slack) }); };
    const told = () => post.mails.map(({ to }) => to);
    beforeEach(() => reopen());

    it('does not happen while Slack takes it', async () => {
      await publish(nowhere());
      expect([world.notices.length, told()]).toEqual([1, []]);
    });

    it('happens where there is no Slack', async () => {
      await reopen(false);
      await publish(nowhere());
      expect(post.mails).toEqual([{ to: nora, raw: expect.stringContaining('Subject: New lead for you: Tessa Moorcroft, Pelham & Rye Foods') }]);
      expect(await sentence('notice.mail')).toMatchObject({ state: 'done', occasion: 'epoch:1', target: 'mail', sentence: 'Nora Byrne-Quill was told by e-mail.' });
    });

    it('happens when Slack refuses for good, and nobody need look at that', async () => {
      world.next('POST /services', { status: 404, body: 'no_service' });
      await publish(nowhere());
      expect([world.notices, told(), await attention()]).toEqual([[], [nora], []]);
      expect((await settled()).sort()).toEqual(['notice.mail epoch:1 done', 'notice.slack epoch:1 superseded']);
      expect(await sentence('notice.slack')).toMatchObject({ vendorSaid: 'no_service', sentence: 'Slack did not take the notice about Tessa Moorcroft (Pelham & Rye Foods); Nora Byrne-Quill is told by e-mail.' });
    });

    it('happens when Slack is down for a quarter of an hour', async () => {
      for (let times = 0; times < 8; times += 1) world.next('POST /services', { status: 503 });
      await publish(nowhere());
      await until('the mail is there', async () => {
        await later(400_000);
        return told().length > 0;
      });
      expect([world.notices, told(), await attention()]).toEqual([[], [nora], []]);
    });

    it('does not happen when Slack may have shown it: nobody is told twice', async () => {
      world.next('POST /services', 'lose');
      world.next('POST /services', { status: 404, body: 'no_service' });
      await publish(nowhere());
      await later(20_000);
      expect([world.notices.length, told()]).toEqual([1, []]);
      expect((await attention())[0]).toMatchObject({ title: 'Slack did not confirm the notice about Tessa Moorcroft (Pelham & Rye Foods)' });
    });

    it('goes to the manager and to a person when the rep has no mailbox, and to the rep on "Retry"', async () => {
      await reopen(false);
      post.refuses.set(nora, 550);
      await publish(nowhere());
      expect(post.mails).toEqual([{ to: ruthsAddress, raw: expect.stringContaining('Nora Byrne-Quill could not be told') }]);
      expect(await attention()).toEqual([expect.objectContaining({
        title: 'Nora Byrne-Quill could not be told by e-mail of Tessa Moorcroft (Pelham & Rye Foods)', detail: expect.stringContaining('550 No such mailbox'),
        fix: 'Correct the address of Nora Byrne-Quill, then retry.',
      })]);
      post.refuses.clear();
      await retry();
      expect(told()).toEqual([ruthsAddress, nora]);
      expect((await settled()).sort()).toEqual(['notice.mail epoch:1 done', 'notice.mail epoch:1 failed', 'notice.mail untold:1 done']);
    });

    it('asks one person, once, where no mail leaves at all', async () => {
      await delivery.close();
      delivery = await TestService.open(deliveryService, { config: { ...config, 'connections.yaml': withMail(false) }, environment: { EGRESS_MAP: egress } });
      await publish(nowhere());
      expect(await attention()).toEqual([expect.objectContaining({ failure: expect.objectContaining({ code: 'SMTP.NO_URL' }), detail: expect.stringContaining('SMTP_URL is not set') })]);
    });
  });

  describe('an approved mail', () => {
    const content: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Temperature logs', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }], footer: 'Nora' };
    const approved = (lead: string, approvalId: string, more: { expiresAt?: string; contentHash?: string } = {}): Outgoing => outgoing(outreachApproved, lead, {
      draftId: `draft-${lead}`, approvalId, content: openPersonal(`lead:${lead}`, content), contentHash: createHash('sha256').update(canonicalDraft(content)).digest('hex'), approvedBy: 'nora',
      approvedAt: '2026-11-23T09:30:00.000Z', expiresAt: '2026-11-30T09:30:00.000Z', ...more,
    });
    const ownedBy = (lead: string): Outgoing => outgoing(leadAssigned, lead, anAssignedLead({ lead: aLead({ createIn: null }) }));
    const link = () => new URL(/^List-Unsubscribe: <(.+?)>/m.exec(post.mails[0]!.raw)![1]!).pathname;
    const outreach = readFileSync('config/outreach.yaml', 'utf8').replace('by: crm-task', 'by: smtp');
    const kemal: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
    beforeEach(async () => {
      await delivery.close();
      delivery = await open({ 'outreach.yaml': outreach });
      await delivery.pass(86_400_000);
    });

    it('leaves as the owner\'s, once, with a Message-ID of its effect and a way out', async () => {
      await publish(ownedBy('tessa'), approved('tessa', 'A1'));
      await publish(approved('tessa', 'A1'));
      expect(post.mails).toEqual([{ to: 'tessa@pelhamrye.example', raw: expect.stringContaining('From: "Nora Byrne-Quill" <nora.bq@rimewell.example>') }]);
      const [{ id }] = await delivery.rows<{ id: string }>("SELECT id FROM delivery_effects WHERE kind = 'mail.send'") as [{ id: string }];
      expect(post.mails[0]!.raw).toContain(`Message-ID: <${id}@rimewell.example>`);
      expect(post.mails[0]!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
      expect(await sentence('mail.send')).toMatchObject({ state: 'done', occasion: 'approval:A1', target: 'mail', sentence: 'The approved mail was sent to tessa@pelhamrye.example.' });
      expect(world.tasks).toEqual([]);
    });

    it.each([
      ['another text than was approved', { contentHash: 'a'.repeat(64) }, 'APPROVAL.CONTENT_CHANGED'],
      ['an approval whose time is over', { expiresAt: '2026-11-23T09:30:00.000Z' }, 'APPROVAL.EXPIRED'],
    ])('does not leave with %s', async (_, more, code) => {
      await publish(ownedBy('tessa'), approved('tessa', 'A1', more));
      expect(post.mails).toEqual([]);
      expect((await attention())[0]).toMatchObject({ failure: { code }, title: 'The approved mail to Tessa Moorcroft (Pelham & Rye Foods) was not sent' });
    });

    it('waits for the morning of its reader', async () => {
      await delivery.pass(12 * 3_600_000);
      await publish(ownedBy('tessa'), approved('tessa', 'A1'));
      expect(post.mails).toEqual([]);
      await later(11 * 3_600_000);
      expect(post.mails).toHaveLength(1);
    });

    it('is the only first mail to its reader, of however many leads at once', async () => {
      await publish(...['tessa', 'tessa2', 'tessa3'].flatMap((lead, index) => [ownedBy(lead), approved(lead, `A${index}`)]));
      for (let turn = 0; turn < 4; turn += 1) await later(20_000);
      expect(post.mails).toHaveLength(1);
      expect((await attention()).map(({ failure }) => failure.code)).toEqual(['OUTREACH.WRITTEN_ALREADY', 'OUTREACH.WRITTEN_ALREADY']);
    });

    it('leaves the reader to others when the server did not take it', async () => {
      post.refuses.set('tessa@pelhamrye.example', 550);
      await publish(ownedBy('tessa'), approved('tessa', 'A1'));
      expect((await attention())[0]).toMatchObject({ failure: { code: 'DELIVERY.REFUSED' }, detail: expect.stringContaining('550 No such mailbox') });
      post.refuses.clear();
      await publish(ownedBy('tessa2'), approved('tessa2', 'A2'));
      expect(post.mails).toHaveLength(1);
    });

    it('is the last one when its reader says so: a link asks, a click settles it', async () => {
      await publish(ownedBy('tessa'), approved('tessa', 'A1'));
      expect(await delivery.page('GET', link())).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', text: expect.stringContaining('<button type="submit"') });
      expect((await delivery.call(kemal, 'GET', '/api/suppressions')).body).toEqual([]);
      for (const form of ['List-Unsubscribe=One-Click', '']) expect(await delivery.page('POST', link(), form)).toMatchObject({ status: 200, text: expect.stringContaining('We will not write to your address again.') });
      expect(await delivery.call(kemal, 'GET', '/api/suppressions')).toEqual({ status: 200, body: [{ address: 'tessa@pelhamrye.example', leadId: 'tessa', by: 'mail-program', since: '2026-11-23T09:30:00.000Z' }] });
      await delivery.pass(100 * 86_400_000);
      await publish(ownedBy('tessa2'), approved('tessa2', 'A2', { expiresAt: '2027-11-30T09:30:00.000Z' }));
      expect(post.mails).toHaveLength(1);
      expect((await attention())[0]).toMatchObject({ failure: { code: 'OUTREACH.DO_NOT_CONTACT' }, detail: 'This person asked on 2026-11-23 not to be written to. Nothing was sent.' });
    });

    it('gives nothing to who made up a link', async () => {
      await publish(ownedBy('tessa'), approved('tessa', 'A1'));
      const forged = `${link().slice(0, -1)}${link().endsWith('A') ? 'B' : 'A'}`;
      expect([(await delivery.page('GET', forged)).status, (await delivery.page('POST', forged, 'List-Unsubscribe=One-Click')).status]).toEqual([404, 404]);
      expect((await delivery.call(ruth, 'GET', '/api/suppressions')).status).toBe(403);
      expect((await delivery.call(kemal, 'GET', '/api/suppressions')).body).toEqual([]);
    });
  });

  describe('a note', () => {
    const NOTES = '/crm/v3/objects/notes';
    beforeEach(async () => {
      await delivery.close();
      delivery = await open({ 'connections.yaml': config['connections.yaml'].replace('task: true}', 'task: true, note: true}') });
      world.contacts.set('77', {});
    });

    it('is left once, however often the lead changes hands', async () => {
      await publish(assigned());
      await publish(assigned(second));
      expect(world.notes).toEqual([expect.objectContaining({ hs_note_body: expect.stringContaining('Given to Nora Byrne-Quill because: Rest of EMEA, her turn.<br>https://leads.rimewell.example/leads/tessa') })]);
      expect(await sentence('crm.note')).toMatchObject({ state: 'done', occasion: 'lead', sentence: 'A note in HubSpot says what is known and why it went to whom.', reference: { objectType: 'notes', objectId: 't0' } });
    });

    it('is looked for when its answer was lost', async () => {
      world.next(`POST ${NOTES}`, 'lose');
      await publish(assigned());
      for (let turn = 0; turn < 3; turn += 1) await later(20_000);
      expect(world.notes).toHaveLength(1);
      expect(await sentence('crm.note')).toMatchObject({ state: 'done', sentence: expect.stringContaining('already') });
    });
  });

  describe('an approved draft', () => {
    const content: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Temperature logs', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }], footer: 'Nora' };
    const hash = (draft: DraftContent) => createHash('sha256').update(canonicalDraft(draft)).digest('hex');
    const approved = (more: { contentHash?: string; expiresAt?: string } = {}): Outgoing => outgoing(outreachApproved, 'tessa', {
      draftId: 'draft-1', approvalId: '01JAPPROVAL', content: openPersonal('lead:tessa', content), contentHash: hash(content), approvedBy: 'nora', approvedAt: '2026-11-22T09:30:00.000Z', expiresAt: '2026-11-29T09:30:00.000Z', ...more,
    });
    const TASKS = '/crm/v3/objects/tasks';
    beforeEach(() => { world.contacts.set('77', {}); });

    it('becomes one task for the owner, whichever comes first and however often', async () => {
      await publish(approved());
      expect(world.tasks).toEqual([]);
      await publish(assigned(), approved());
      expect(world.tasks).toEqual([expect.objectContaining({ hs_task_subject: 'Send e-mail: Temperature logs', hubspot_owner_id: '7005', hs_task_body: expect.stringContaining('Hi Tessa,') })]);
      expect(await sentence('crm.task')).toMatchObject({ state: 'done', sentence: 'The approved text is a task in HubSpot.' });
    });

    it.each([
      ['another text than was approved', { contentHash: 'a'.repeat(64) }, 'APPROVAL.CONTENT_CHANGED'],
      ['an approval whose time is over', { expiresAt: '2026-11-22T09:30:00.000Z' }, 'APPROVAL.EXPIRED'],
    ])('does not leave with %s', async (_, more, code) => {
      await publish(assigned());
      world.calls.length = 0;
      await publish(approved(more));
      expect(world.calls).toEqual([]);
      expect((await attention())[0]).toMatchObject({ failure: { code }, fix: 'Open the draft and approve it again.' });
      const [item] = await attention();
      expect(await delivery.call(ruth, 'POST', `/internal/dead-letters/${item!.deadLetterId}/redrive`)).toMatchObject({ status: 409 });
    });

    it('is looked for before it is made again, even when a look in between was refused', async () => {
      await publish(assigned());
      world.next(`POST ${TASKS}`, 'lose');
      world.next(`POST ${TASKS}/search`, { status: 429, headers: { 'retry-after': '1' } });
      await publish(approved());
      for (let turn = 0; turn < 5; turn += 1) await later(20_000);
      expect(world.tasks).toHaveLength(1);
      expect(await sentence('crm.task')).toMatchObject({ state: 'done', sentence: 'The approved text is a task in HubSpot already.' });
    });
  });

  describe('after a crash in the middle of a call', () => {
    const crashDuring = async (when: string, event: Outgoing) => {
      const gone = Promise.withResolvers<void>();
      world.next(when, async () => {
        await delivery.crash();
        gone.resolve();
      });
      await delivery.publish('assignment', [event]);
      await gone.promise;
      await delivery.restart();
      await delivery.idle();
    };

    it('finds the lead it had created', async () => {
      await crashDuring(`POST ${CONTACTS}`, assigned({ lead: aLead() }));
      expect(world.contacts.size).toBe(1);
      expect((await settled()).sort()).toEqual(['crm.create lead done', 'crm.facts facts:1 done', 'crm.owner epoch:1 done', 'notice.slack epoch:1 done']);
      expect((await delivery.rows<{ state: string }>('SELECT DISTINCT state FROM delivery_effects')).map(({ state }) => state)).toEqual(['done']);
    });

    it('repeats a notice at most once, and says so', async () => {
      await crashDuring('POST /services', assigned({ lead: aLead({ createIn: null }) }));
      expect(world.notices).toHaveLength(2);
      expect(await sentence('notice.slack')).toMatchObject({ state: 'done', mayHaveRepeated: true });
      await delivery.restart();
      await delivery.idle();
      expect(world.notices).toHaveLength(2);
    });

    it('asks a person after two crashes in one notice, and books both calls as unanswered', async () => {
      const gone = Promise.withResolvers<void>();
      world.next('POST /services', () => delivery.crash());
      world.next('POST /services', async () => { await delivery.crash(); gone.resolve(); });
      await delivery.publish('assignment', [assigned({ lead: aLead({ createIn: null }) })]);
      await until('the first call is gone', () => world.notices.length === 1);
      await delivery.restart();
      await gone.promise;
      await delivery.restart();
      await delivery.idle();
      expect((await attention())[0]).toMatchObject({ failure: { code: 'DELIVERY.TWICE_UNANSWERED' } });
      expect((await spend()).map(({ state }) => state)).toEqual(['unknown']);
    });
  });

  it('asks a person after a quarter of an hour of no answer, and nothing waits forever', async () => {
    world.contacts.set('77', {});
    for (let times = 0; times < 12; times += 1) world.next(`PATCH ${CONTACTS}/77`, { status: 503 });
    await publish(assigned());
    await until('a person is asked', async () => {
      await later(400_000);
      return (await attention()).length > 0;
    });
    expect((await attention())[0]).toMatchObject({ title: expect.stringContaining('did not confirm the owner'), attempts: 8, failure: { code: 'CRM.UNAVAILABLE' }, fix: 'Retry when HubSpot is well again.' });
  });
});
