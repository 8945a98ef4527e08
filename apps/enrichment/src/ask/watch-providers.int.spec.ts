import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { leadCaptured, leadEnriched, messageDeadLettered, type Identity } from '#contracts';
import { outgoing } from '#messaging';
import { aLead, ScriptedServer, TestService } from '#testing';
import { enrichmentService } from '../enrichment.service.js';

const enrichment = `
deadline: 5s
ceilings: {lead: $0.30, providerDay: $25, day: $50}
providers: {rimedata: {kind: people-data-labs, baseUrl: "https://rimedata.example", key: RIMEDATA_KEY, price: $0.02}}
waterfall: {company.employees: [{provider: rimedata, price: $0.02}]}
`;
const ops: Identity = { user: 'kemal', name: 'Kemal Aydin', role: 'ops', rep: null };
const refused = { status: 401, body: {} };
const usedUp = { status: 402, body: { error: { message: 'used up' } } };
const unknown = { status: 404, body: { error: { message: 'none' } } };
const down = { status: 503, body: 'down' };

describe('a provider that refuses our account', () => {
  let server: ScriptedServer;
  let service: TestService;
  beforeAll(async () => { server = await ScriptedServer.start(); });
  afterAll(() => server.stop());
  beforeEach(async () => {
    service = await TestService.open(enrichmentService, { config: { 'enrichment.yaml': enrichment, 'icp.yaml': readFileSync('config/icp.yaml', 'utf8') }, environment: { EGRESS_MAP: server.egressMap, RIMEDATA_KEY: 'key-1' } });
  });
  afterEach(() => service.close());

  let captured = 0;
  /** One lead of a company of its own for each answer. */
  const capture = async (...answers: Parameters<ScriptedServer['script']>) => {
    for (const answer of answers) {
      server.script(answer);
      const leadId = `lead-${captured += 1}`;
      await service.publish('intake', [outgoing(leadCaptured, leadId, { submissionId: `s-${leadId}`, lead: aLead({ company: { domain: `${leadId}.example`, name: 'Somebody' } }) })]);
      await service.idle();
    }
  };
  const told = async () => (await service.heard(messageDeadLettered)).map(({ leadId, data }) => [leadId, data.state, data.failure.code]);
  const ready = () => service.call(ops, 'GET', '/readyz');

  it('needs attention once, not per lead, until it answers again; leads go on without it', async () => {
    await capture(refused, refused, usedUp);
    expect(await told()).toEqual([['provider:rimedata', 'open', 'PROVIDER.KEY_REFUSED']]);
    expect((await service.heard(messageDeadLettered))[0]!.data).toMatchObject({
      title: 'rimedata refuses our account', detail: 'rimedata refuses the key (401).\nLeads go on without it: each says that it could not be asked.', fix: expect.stringContaining('RIMEDATA_KEY'),
    });
    expect(await service.heard(leadEnriched)).toHaveLength(3);
    await capture(unknown);
    expect(await told()).toEqual([['provider:rimedata', 'open', 'PROVIDER.KEY_REFUSED'], ['provider:rimedata', 'resolved', 'PROVIDER.KEY_REFUSED']]);
    await capture(unknown, usedUp);
    expect((await told()).slice(2)).toEqual([['provider:rimedata', 'open', 'PROVIDER.NO_CREDIT']]);
  });

  it('is told of once, also by leads at the same time', async () => {
    server.script(refused, refused, refused, refused);
    await service.publish('intake', ['a', 'b', 'c', 'd'].map((id) => outgoing(leadCaptured, id, { submissionId: id, lead: aLead({ company: { domain: `${id}.example`, name: 'Somebody' } }) })));
    await service.idle();
    expect(server.heard).toHaveLength(4);
    expect(await told()).toHaveLength(1);
  });

  it('stands in /readyz, which stays ready, and is forgotten when it answers', async () => {
    expect((await ready()).body).toMatchObject({ status: 'ready' });
    await capture(refused);
    await service.restart();
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'degraded', checks: { database: 'up', 'provider:rimedata': 'refuses our account since 2026-11-22 09:30 UTC, leads still assigned' } } });
    await capture(unknown);
    expect((await ready()).body.checks).not.toHaveProperty('provider:rimedata');
  });

  it('is nobody\'s work while it is only down, which /readyz tells', async () => {
    await capture(down);
    expect((await ready()).body.checks).toMatchObject({ 'provider:rimedata': 'down since 2026-11-22 09:30 UTC, leads still assigned' });
    expect(await told()).toEqual([]);
  });

  it('stays closed when a person closed it, and needs attention anew after it had answered', async () => {
    await capture(refused);
    const { data } = (await service.heard(messageDeadLettered))[0]!;
    expect((await service.call(ops, 'POST', `/internal/dead-letters/${data.deadLetterId}/discard`, { reason: 'not renewed' })).status).toBe(204);
    await capture(refused, unknown, refused);
    expect((await told()).map(([, state]) => state)).toEqual(['open', 'closed', 'open']);
  });
});
