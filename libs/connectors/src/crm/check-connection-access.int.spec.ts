import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { assignmentConfig, connection, type AssignmentConfig, type Connection } from '#contracts';
import { AxiosSafeHttp } from '#platform';
import { FakeHubspot } from '#testing';
import { checkConnectionAccess } from './check-connection-access.js';
import { CrmClients } from './crm-clients.js';

const hubspot = (crm: object = {}): Connection => connection.parse({ vendor: 'standard', label: 'HubSpot', secret: 'SECRET', crm: { system: 'hubspot', baseUrl: 'https://api.hubapi.example', token: 'HUBSPOT_TOKEN', ...crm } });
const rep = (name: string, more: object) => ({ name, email: 'rep@rimewell.example', zone: 'UTC', languages: ['en'], cap: { day: 9 }, ...more });
const reps = (byId: Record<string, object>): AssignmentConfig => assignmentConfig.parse({ reps: byId, pools: {}, queues: { desk: { label: 'Desk', owner: 'desk@rimewell.example' } }, rules: [], otherwise: { queue: 'desk' } });
const ana = rep('Ana Castellan', { crmUser: { main: '7001' } });

describe('checking the access of a connection', () => {
  let crm: FakeHubspot;
  let token: string | undefined;
  beforeEach(async () => { crm = await new FakeHubspot().open(); token = 'pat-1'; });
  afterEach(() => crm.close());
  const check = (assignment: AssignmentConfig | null, one = hubspot(), off: string | null = null) =>
    checkConnectionAccess({ name: 'main', connection: one, off }, assignment, new CrmClients(new AxiosSafeHttp(`*.example=${crm.address}`), { secret: () => token }));

  it('is well when the token works, every field is there and every active rep is known', async () => {
    const gone = rep('Lars Ekendahl', { active: false, crmUser: { main: '7777' } });
    expect(await check(reps({ ana, lars: gone }))).toEqual({ ok: true, sentence: 'HubSpot: token works. 1 of 1 active rep found.' });
    expect(crm.writes).toBe(1);
    expect(crm.leads.size).toBe(0);
  });

  it.each<[string, () => void, AssignmentConfig | null, Connection, string]>([
    ['a scope is missing', () => crm.missingScopes.add('crm.objects.owners.read'), reps({ ana }), hubspot(), 'HubSpot: token works. Missing scope crm.objects.owners.read.'],
    ['a field is missing', () => crm.fields.delete('leadwright_fit'), reps({ ana }), hubspot(), 'HubSpot: token works. Missing property leadwright_fit: create it. 1 of 1 active rep found.'],
    ['a rep is deactivated there', () => undefined, reps({ ana, tom: rep('Tom Halvorsen', { crmUser: { main: '7009' } }) }), hubspot(), 'HubSpot: token works. 2 of 2 active reps found; Tom Halvorsen is deactivated there.'],
    ['a rep has no user id', () => undefined, reps({ ana, tom: rep('Tom Halvorsen', {}) }), hubspot(), 'HubSpot: token works. 1 of 1 active rep found. Without a user id in assignment.yaml (crmUser.main), so that the owner cannot be written there: Tom Halvorsen.'],
    ['the token is refused', () => { token = 'pat-wrong'; }, null, hubspot(), 'HubSpot: token refused (INVALID_AUTHENTICATION, Authentication credentials not found).'],
    ['no token is set', () => { token = undefined; }, null, hubspot(), 'HubSpot could not be checked. HUBSPOT_TOKEN is not set: it opens https://api.hubapi.example. Set it, or HUBSPOT_TOKEN_FILE.'],
    ['the CRM is down', () => crm.meet('down'), null, hubspot(), 'HubSpot could not be checked. HubSpot answered 503.'],
    ['it asks for patience', () => crm.meet('too many calls'), null, hubspot(), 'HubSpot could not be checked. HubSpot asks for patience: You have reached your secondly limit.'],
  ])('says so when %s', async (_, arrange, assignment, one, sentence) => {
    arrange();
    expect(await check(assignment, one)).toEqual({ ok: false, sentence });
  });

  it('does not ask for user ids where no owner is written', async () => {
    expect(await check(reps({ tom: rep('Tom Halvorsen', {}) }), hubspot({ writeBack: { owner: false } }))).toMatchObject({ ok: true });
  });

  it('says of a connection without a CRM whether it can be called', async () => {
    const form = connection.parse({ vendor: 'standard', secret: 'SECRET' });
    expect(await check(null, form)).toEqual({ ok: true, sentence: 'No CRM behind it. Its secret is set.' });
    expect(await check(null, form, 'Set SECRET.')).toEqual({ ok: false, sentence: 'No CRM behind it. Set SECRET.' });
    expect(await check(null, connection.parse({ vendor: 'api' }))).toEqual({ ok: true, sentence: 'No CRM behind it. Programs send with a token.' });
    expect(await check(null, hubspot(), 'Set SECRET.')).toMatchObject({ ok: false, sentence: 'HubSpot: token works. Calls are not taken: Set SECRET.' });
  });
});
