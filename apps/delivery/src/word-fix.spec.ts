import { describe, expect, it } from '@jest/globals';
import { connectionsConfig } from '#contracts';
import type { Effect, EffectContent } from './effect.js';
import { fixFor } from './word-fix.js';

const { connections, ...rest } = connectionsConfig.parse({
  connections: {
    hubspot: { vendor: 'api', crm: { system: 'hubspot', token: 'HUBSPOT_TOKEN' } },
    salesforce: { vendor: 'api', crm: { system: 'salesforce', baseUrl: 'https://rimewell.my.salesforce.example', clientId: 'SF_ID', token: 'SF_SECRET' } },
    pipedrive: { vendor: 'api', crm: { system: 'pipedrive', baseUrl: 'https://rimewell.pipedrive.example', token: 'PIPEDRIVE_TOKEN', fields: { leadwright_lead_id: 'abc' } } },
  },
});
const owner: EffectContent = { kind: 'crm.owner', rep: 'sofia', name: 'Sofia Marchelli' };
const note: EffectContent = { kind: 'crm.note', text: 'Known.' };
const notice: EffectContent = { kind: 'notice.slack', to: 'Sofia Marchelli', text: 'New lead' };
const fix = (target: string, content: EffectContent, code: string, about: string[] = []) =>
  fixFor({ target, content } as Effect, { outcome: 'refused', retryable: false, code, vendorSaid: code, about }, { connections, ...rest }, target);

describe('what a person can do about a refusal', () => {
  it.each<[string, EffectContent, string, string[], string]>([
    ['salesforce', owner, 'INACTIVE_OWNER_OR_USER', [], 'Reactivate Sofia Marchelli in salesforce and retry, or give the lead to someone else.'],
    ['salesforce', note, 'INACTIVE_OWNER_OR_USER', [], "The lead's owner in salesforce is no active user there. Give it another owner there, then retry."],
    ['salesforce', owner, 'INVALID_SESSION_ID', [], 'Compare SF_ID and SF_SECRET with the connected app in salesforce, and let it use the client-credentials flow; then retry.'],
    ['salesforce', owner, 'invalid_client', [], 'Compare SF_ID and SF_SECRET with the connected app in salesforce, and let it use the client-credentials flow; then retry.'],
    ['salesforce', note, 'ENTITY_IS_DELETED', [], 'It was deleted or merged in salesforce. Restore it there and retry, or close this.'],
    ['salesforce', note, 'NOT_FOUND', [], 'It was deleted or merged in salesforce. Restore it there and retry, or close this.'],
    ['salesforce', owner, 'INSUFFICIENT_ACCESS_OR_READONLY', [], 'Give the user behind SF_ID and SF_SECRET the right to do this in salesforce, then retry.'],
    ['salesforce', note, 'INVALID_FIELD', ['Leadwright_Fit__c'], 'Create Leadwright_Fit__c in salesforce (single-line text), then retry.'],
    ['hubspot', note, 'MISSING_SCOPES', ['crm.objects.contacts.write'], 'Give the token in HUBSPOT_TOKEN the scopes crm.objects.contacts.write in hubspot, then retry.'],
    ['pipedrive', owner, 'HTTP_401', [], 'Put a valid access token into PIPEDRIVE_TOKEN, then retry.'],
    ['pipedrive', note, 'HTTP_400', [], 'Mend what pipedrive names, then retry.'],
    ['slack', notice, 'HTTP_403', [], 'Make a new incoming webhook in Slack, put its address into the secret, then retry.'],
  ])('of %s on %j with %s', (target, content, code, about, words) => {
    expect(fix(target, content, code, about)).toBe(words);
  });
});
