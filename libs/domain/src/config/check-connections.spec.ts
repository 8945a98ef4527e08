import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { connectionsConfig } from '#contracts';
import { parse } from 'yaml';
import { checkConnections } from './check-connections.js';

const check = (connections: object) => checkConnections(connectionsConfig.parse({ connections })).map(({ severity, path, message, remedy }) => [severity, path.slice(1).join('.'), message, remedy]);

const hubspot = { vendor: 'standard', secret: 'HUBSPOT', crm: { system: 'hubspot', token: 'TOKEN' }, map: { email: '$.email', crmObjectId: '$.id' } };
const signature = { header: 'form-signature', algorithm: 'hmac-sha256', encoding: 'base64', signs: '{body}', secret: 'FORM' };
const form = { vendor: 'form', signature, id: '$.id', map: { email: { answer: { ref: 'email' } } } };

const org = { vendor: 'salesforce', secret: 'KEY', organizationId: '00DRW0000000001', crm: { system: 'salesforce', baseUrl: 'https://rimewell.my.salesforce.example', clientId: 'CLIENT', token: 'TOKEN' } };
const persons = { vendor: 'pipedrive', secret: 'PASSWORD', crm: { system: 'pipedrive', baseUrl: 'https://rimewell.pipedrive.example', token: 'TOKEN', fields: { leadwright_lead_id: 'k0' } } };
const zoho = { vendor: 'zoho', secret: 'CHANNEL', crm: { system: 'zoho', clientId: 'ID', clientSecret: 'CLIENT_SECRET', token: 'REFRESH' } };
const app = { vendor: 'hubspot', secret: 'APP', crm: { system: 'hubspot', token: 'TOKEN' } };

describe('checkConnections', () => {
  it('has nothing against the example', () => {
    expect(checkConnections(connectionsConfig.parse(parse(readFileSync('config/connections.yaml', 'utf8'))))).toEqual([]);
  });

  it.each([
    ['a target that is misspelled', { 'hubspot-main': hubspot, form: { ...form, createIn: 'hubspot-man' } }, ['error', 'form.createIn', 'createIn names "hubspot-man", which is not a connection', 'Did you mean hubspot-main?']],
    ['a target without a CRM', { 'hubspot-main': hubspot, form: { ...form, createIn: 'form' } }, ['error', 'form.createIn', 'createIn names "form", which has no crm', 'Connections with a crm: hubspot-main.']],
    ['a target where nothing has a CRM', { form: { ...form, createIn: 'x' } }, ['error', 'form.createIn', 'createIn names "x", which is not a connection', 'No connection has a crm. Add one, or take createIn away.']],
    ['nobody to reach', { form: { ...form, map: { fullName: '$.name' } } }, ['error', 'form.map', 'maps neither email nor phone, so that no submission can become a lead', 'Map at least one of them.']],
    ['an object of no CRM', { form: { ...form, map: { ...form.map, crmObjectId: '$.id' } } }, ['warning', 'form.map.crmObjectId', 'maps crmObjectId but has no crm, so that it is not used', 'Add the crm that these objects live in, or take it away.']],
    ['a country that is none', { form: { ...form, defaultCountry: 'UK' } }, ['error', 'form.defaultCountry', '"UK" is no ISO 3166 country code', 'Did you mean GB?']],
    ['an id that is not signed', { form: { ...form, signature: { ...signature, idHeader: 'form-id' } } }, ['error', 'form.signature.idHeader', 'names idHeader, but {id} is not signed, so that anybody could change it', 'Put {id} into signs as the sender signs it, or take idHeader away.']],
    ['a time that stands nowhere', { form: { ...form, signature: { ...signature, signs: '{timestamp}.{body}' } } }, ['error', 'form.signature.signs', 'signs {timestamp}, but no timestampHeader says where it stands', 'Add timestampHeader.']],
    ['a part that is not known', { form: { ...form, signature: { ...signature, signs: '{bodi}{body}' } } }, ['error', 'form.signature.signs', 'signs {bodi}, which is not known', 'Did you mean {body}? Known: {id}, {timestamp}, {body}.']],
    ['a field of our own that is mapped', { hubspot: { ...app, map: { email: 'email', company: 'leadwright_summary' } } }, ['error', 'hubspot.map.company', 'maps leadwright_summary, which Leadwright itself writes', 'Map the property that the CRM or its people write.']],
    ['properties that reach nobody', { hubspot: { ...app, map: { company: 'company' } } }, ['error', 'hubspot.map', 'maps neither email nor phone, so that no submission can become a lead', 'Map at least one of them.']],
    ['a signature without a time', { hubspot: { ...app, signature: 'v1' } }, ['warning', 'hubspot.signature', 'accepts signature v1, which carries no time', 'Use v3 where HubSpot sends it: take signature away.']],
    ['a secret in an address that opens the CRM', { org: { ...org, secret: 'CLIENT' } }, ['error', 'org.secret', 'names CLIENT, which opens the CRM, so that it would be given to whoever sends', 'Make a secret of its own for the sender, and name that.']],
    ['a password that is the token', { persons: { ...persons, secret: 'TOKEN' } }, ['error', 'persons.secret', 'names TOKEN, which opens the CRM, so that it would be given to whoever sends', 'Make a secret of its own for the sender, and name that.']],
    ['a field of our own in Salesforce', { org: { ...org, map: { email: 'Email', message: 'Leadwright_Summary__c' } } }, ['error', 'org.map.message', 'maps Leadwright_Summary__c, which Leadwright itself writes', 'Map the property that the CRM or its people write.']],
    ['a look into the CRM every moment', { app: { ...app, reconcile: '30s' } }, ['error', 'app.reconcile', 'asks hubspot every 30 s', 'Write 1m or longer, or 0 for never.']],
    ['a token that comes back in calls and opens Zoho', { zoho: { ...zoho, secret: 'REFRESH' } }, ['error', 'zoho.secret', expect.stringContaining('names REFRESH, which opens the CRM'), expect.anything()]],
    ['one secret for two', { hubspot, other: { ...form, signature: { ...signature, secret: 'HUBSPOT' } } }, ['warning', 'other.signature.secret', 'uses the secret HUBSPOT of "hubspot"', 'Give each connection a secret of its own, so that one can be replaced alone.']],
  ])('finds %s', (_, connections, finding) => {
    expect(check(connections)).toEqual([finding]);
  });

  it.each([
    ['Salesforce without a crm', { ...org, crm: undefined }, 'crm', /^is missing\. Outbound messages are not signed/], ['Salesforce without its organisation', { ...org, organizationId: undefined }, 'organizationId', /^is missing\. Copy it from Setup/],
    ['an organisation that is no id', { ...org, organizationId: 'Rimewell' }, 'organizationId', /15 or 18 letters and digits/], ['an empty list of messages', { ...org, actionIds: [] }, 'actionIds', /./],
    ['another CRM behind it', { ...org, crm: app.crm }, 'crm.system', /salesforce/],
    ['Pipedrive without a crm', { ...persons, crm: undefined }, 'crm', /^is missing\. Webhooks of Pipedrive are not signed/], ['a user with a colon', { ...persons, user: 'a:b' }, 'user', /no colon/],
    ['Zoho without a crm', { ...zoho, crm: undefined }, 'crm', /^is missing\. Notifications of Zoho carry ids only/], ['a module that holds no leads', { ...zoho, crm: { ...zoho.crm, objectType: 'Deals' } }, 'crm.objectType', /Leads/],
    ['no key of our id', { ...persons, crm: { ...persons.crm, fields: {} } }, 'crm.fields', /leadwright_lead_id/],
  ])('does not take %s', (_, connection, path, message) => {
    expect(check({ org, persons, zoho, off: { ...app, reconcile: 0 } })).toEqual([]);
    const { error } = connectionsConfig.safeParse({ connections: { it: connection } });
    expect(error!.issues.find((issue) => issue.path.join('.') === `connections.it.${path}`)?.message).toMatch(message);
  });

  it('takes the properties of a CRM for names, not for paths', () => {
    expect(check({ hubspot: { ...app, map: { email: 'email', title: 'job title (new)' } } })).toEqual([]);
  });

  it.each([['id', { ...form, id: '$.a[' }], ['map.email', { ...form, map: { email: '$..' } }], ['each', { ...hubspot, each: '$.data[*' }]])('finds a path that cannot be read in %s, and marks it', (path, connection) => {
    const [finding, ...more] = checkConnections(connectionsConfig.parse({ connections: { it: connection } }));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: 'error', path: ['connections', 'it', ...path.split('.')], message: expect.stringContaining(`${path} is not a JSON path`), excerpt: { text: expect.stringMatching(/^\$/), from: expect.any(Number) } });
  });
});
