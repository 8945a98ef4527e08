import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalDraft, effectSettled, leadAssigned, messageDeadLettered, openPersonal, outreachApproved, type DraftContent, type Identity } from '#contracts';
import { outgoing, type Outgoing } from '#messaging';
import { aLead, anAssignedLead, FakeHubspot, FakePipedrive, FakeSalesforce, PIPEDRIVE_FIELDS, ScriptedMailServer, ScriptedServer, TestService, type FakeAnswer, type FakeCrm } from '#testing';
import { deliveryService } from './delivery.service.js';

/*
 * What the ledger, the outside and people see when the outside fails: each row says what goes wrong (given), how long one
 * waits (waits), and what stands then. The same table for operators: docs/when-the-outside-fails.md.
 */

type Crm = 'hubspot' | 'salesforce' | 'pipedrive';
type Write = 'create' | 'owner' | 'facts' | 'note' | 'task';
interface Outside { readonly crm: FakeCrm; readonly slack: ScriptedServer; readonly mail: ScriptedMailServer }

interface Row {
  readonly trouble: string;
  /** What is written where; or by which ways the rep is told. */
  readonly writes?: readonly [Crm, ...Write[]];
  readonly tells?: readonly ('slack' | 'mail')[];
  /** An approved mail leaves as its owner's. */
  readonly sends?: true;
  readonly given: (outside: Outside) => void;
  /** Milliseconds that pass, one after the other. */
  readonly waits?: readonly number[];
  /** Each effect in the ledger: its end, and how many calls were begun. */
  readonly ledger: readonly string[];
  /** What reached the outside: calls of Slack, writes in a CRM (done or not), mails that were taken. */
  readonly reached: { readonly slack?: number; readonly writes?: number; readonly mails?: readonly string[] };
  /** What the lead page says, in order. */
  readonly page: readonly string[];
  /** What Needs attention says: title, detail, fix. */
  readonly asks?: readonly string[];
  /** What the lead page says once a person chose Retry, and nothing is wrong any more. */
  readonly retried?: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUARTER = Array<number>(8).fill(6 * MINUTE);
const WHO = 'Tessa Moorcroft (Pelham & Rye Foods)';
const NORA = 'nora.bq@rimewell.example';
const RUTH = 'ruth.abernathy@rimewell.example';
const STANDS = 'The lead stands in the inbox here all the same.';
const times = (count: number, answer: FakeAnswer): FakeAnswer[] => Array<FakeAnswer>(count).fill(answer);

const slackIs = (status: number, body: string, headers?: Record<string, string>) => ({ status, body, ...(headers ? { headers } : {}) });
const OK = slackIs(200, 'ok');
const noraGone = { at: 'to', say: '550 5.1.1 No such mailbox' } as const;
const hubspotSays = (status: number, category: string, message: string, more: object = {}): FakeAnswer => ({ status, body: { status: 'error', category, message, ...more } });
const salesforceSays = (status: number, errorCode: string, message: string): FakeAnswer => ({ status, body: [{ errorCode, message }] });
const DAILY = hubspotSays(429, 'RATE_LIMITS', 'You have reached your daily limit.', { policyName: 'DAILY' });
const NO_TOKEN = hubspotSays(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');

const slackRows: Row[] = [
  {
    trouble: '500 three times, then well',
    tells: ['slack', 'mail'], given: ({ slack }) => slack.script(slackIs(500, 'rollup_error'), slackIs(500, 'rollup_error'), slackIs(500, 'rollup_error'), OK), waits: [2_000, 6_000, 30_000],
    ledger: ['notice.slack done, 4 calls'], reached: { slack: 4 },
    page: ['Nora Byrne-Quill was told in Slack.'],
  },
  {
    trouble: '429 with Retry-After 30',
    tells: ['slack', 'mail'], given: ({ slack }) => slack.script(slackIs(429, '', { 'retry-after': '30' }), OK), waits: [29_000, 2_000],
    ledger: ['notice.slack done, 2 calls'], reached: { slack: 2 },
    page: ['Nora Byrne-Quill was told in Slack.'],
  },
  {
    trouble: 'down for a quarter of an hour: e-mail',
    tells: ['slack', 'mail'], given: ({ slack }) => slack.script(), waits: QUARTER,
    ledger: ['notice.slack superseded, 8 calls', 'notice.mail done, 1 call'], reached: { slack: 8, mails: [NORA] },
    page: [`Slack did not take the notice about ${WHO}; Nora Byrne-Quill is told by e-mail.`, 'Nora Byrne-Quill was told by e-mail.'],
  },
  {
    trouble: 'down, and no mailbox either: the manager, and a person is asked',
    tells: ['slack', 'mail'], given: ({ slack, mail }) => { slack.script(); mail.script(noraGone); }, waits: QUARTER,
    ledger: ['notice.slack superseded, 8 calls', 'notice.mail failed, 1 call', 'notice.mail done, 1 call'], reached: { slack: 8, mails: [RUTH] },
    page: [
      `Slack did not take the notice about ${WHO}; Nora Byrne-Quill is told by e-mail.`,
      `Nora Byrne-Quill could not be told by e-mail of ${WHO}; ${RUTH} is told by e-mail.`,
      `${RUTH} was told by e-mail.`,
    ],
    asks: [`Nora Byrne-Quill could not be told by e-mail of ${WHO}\nIt said: 550 5.1.1 No such mailbox\nTried once at 10:12 UTC; not repeated, because the answer will not change by itself.\n${STANDS}\nFix: Correct the address of Nora Byrne-Quill, then retry.`],
    retried: ['Nora Byrne-Quill was told by e-mail.'],
  },
  ...[['404', slackIs(404, 'no_service')], ['410', slackIs(410, 'channel_is_archived')]].map(([status, answer]): Row => ({
    trouble: `the webhook is revoked (${status as string}): e-mail at once`,
    tells: ['slack', 'mail'], given: ({ slack }) => slack.script(answer as { status: number; body: string }),
    ledger: ['notice.slack superseded, 1 call', 'notice.mail done, 1 call'], reached: { slack: 1, mails: [NORA] },
    page: [`Slack did not take the notice about ${WHO}; Nora Byrne-Quill is told by e-mail.`, 'Nora Byrne-Quill was told by e-mail.'],
  })),
  {
    trouble: 'the webhook is revoked, and there is no e-mail: a person is asked',
    tells: ['slack'], given: ({ slack }) => slack.script(slackIs(404, 'no_service'), OK),
    ledger: ['notice.slack failed, 1 call'], reached: { slack: 1 },
    page: [`Slack did not take the notice about ${WHO}.`],
    asks: [`Slack did not take the notice about ${WHO}\nIt said: no_service\nTried once at 09:30 UTC; not repeated, because the answer will not change by itself.\nFix: Make a new incoming webhook in Slack, put its address into the secret, then retry.`],
    retried: ['Nora Byrne-Quill was told in Slack.'],
  },
  {
    trouble: 'no answer, twice: it may have been shown, so nobody is told a third time',
    tells: ['slack', 'mail'], given: ({ slack }) => slack.script('hang up', 'hang up'), waits: [5_000, 20_000, HOUR],
    ledger: ['notice.slack failed, 2 calls, not confirmed, perhaps twice'], reached: { slack: 2 },
    page: [`Slack did not confirm the notice about ${WHO}.`],
    asks: [`Slack did not confirm the notice about ${WHO}\nSlack did not answer twice. The notice may have been shown, even twice; it is not sent a third time by itself.\nFix: Look into the channel. Retry if it is not there, else close this.`],
  },
];

const mailRows: Row[] = [
  {
    trouble: 'the server hangs up, then is well',
    tells: ['mail'], given: ({ mail }) => mail.script({ at: 'greeting', say: 'hang up' }, { at: 'from', say: 'hang up' }), waits: [2_000, 6_000],
    ledger: ['notice.mail done, 3 calls'], reached: { mails: [NORA] },
    page: ['Nora Byrne-Quill was told by e-mail.'],
  },
  ...(['421 4.3.2 Shutting down', '450 4.2.1 Come again'] as const).map((say): Row => ({
    trouble: `${say}: a minute's patience`,
    tells: ['mail'], given: ({ mail }) => mail.script({ at: say.startsWith('421') ? 'greeting' : 'to', say }), waits: [59_000, 2_000],
    ledger: ['notice.mail done, 2 calls'], reached: { mails: [NORA] },
    page: ['Nora Byrne-Quill was told by e-mail.'],
  })),
  {
    trouble: 'down for good: the manager could not be told either, and a person is asked about both',
    tells: ['mail'], given: ({ mail }) => mail.script(...Array<{ at: 'greeting'; say: 'hang up' }>(16).fill({ at: 'greeting', say: 'hang up' })), waits: [...QUARTER, ...QUARTER],
    ledger: ['notice.mail failed, 8 calls', 'notice.mail failed, 8 calls'], reached: { mails: [] },
    page: [`Nora Byrne-Quill could not be told by e-mail of ${WHO}; ${RUTH} is told by e-mail.`, `${RUTH} could not be told by e-mail of ${WHO}.`],
    asks: [
      `Nora Byrne-Quill could not be told by e-mail of ${WHO}\nThe mail server could not be talked to: Connection closed unexpectedly.\nTried 8 times, last at 10:12 UTC.\n${STANDS}\nFix: Retry when the mail server is well again.`,
      `${RUTH} could not be told by e-mail of ${WHO}\nThe mail server could not be talked to: Connection closed unexpectedly.\nTried 8 times, last at 10:54 UTC.\n${STANDS}\nFix: Retry when the mail server is well again.`,
    ],
    retried: ['Nora Byrne-Quill was told by e-mail.', `${RUTH} was told by e-mail.`],
  },
  {
    trouble: '550 for good: the manager',
    tells: ['mail'], given: ({ mail }) => mail.script(noraGone),
    ledger: ['notice.mail failed, 1 call', 'notice.mail done, 1 call'], reached: { mails: [RUTH] },
    page: [`Nora Byrne-Quill could not be told by e-mail of ${WHO}; ${RUTH} is told by e-mail.`, `${RUTH} was told by e-mail.`],
    asks: [`Nora Byrne-Quill could not be told by e-mail of ${WHO}\nIt said: 550 5.1.1 No such mailbox\nTried once at 09:30 UTC; not repeated, because the answer will not change by itself.\n${STANDS}\nFix: Correct the address of Nora Byrne-Quill, then retry.`],
  },
  {
    trouble: '553, no mail of ours is taken: one person is asked, once',
    tells: ['mail'], given: ({ mail }) => mail.script({ at: 'from', say: '553 5.7.1 Not your address' }),
    ledger: ['notice.mail failed, 1 call'], reached: { mails: [] },
    page: [`Nora Byrne-Quill could not be told by e-mail of ${WHO}.`],
    asks: [`Nora Byrne-Quill could not be told by e-mail of ${WHO}\nIt said: 553 5.7.1 Not your address\nTried once at 09:30 UTC; not repeated, because the answer will not change by itself.\n${STANDS}\nFix: Let the mail server take mail from this sender, or name another; then retry.`],
    retried: ['Nora Byrne-Quill was told by e-mail.'],
  },
  {
    trouble: 'the connection is lost after DATA: it may have arrived, so it is not repeated by itself',
    tells: ['mail'], given: ({ mail }) => mail.script({ at: 'data', say: 'hang up' }), waits: [2_000, HOUR],
    ledger: ['notice.mail failed, 1 call, not confirmed', 'notice.mail done, 1 call'], reached: { mails: [NORA, RUTH] },
    page: [`It is not known whether Nora Byrne-Quill was told by e-mail of ${WHO}; ${RUTH} is told by e-mail.`, `${RUTH} was told by e-mail.`],
    asks: [`It is not known whether Nora Byrne-Quill was told by e-mail of ${WHO}\nThe mail server did not say whether it took the mail. It may have arrived; it is not sent again by itself.\n${STANDS}\nFix: Ask Nora Byrne-Quill. Retry if it did not arrive, else close this.`],
    retried: ['Nora Byrne-Quill was told by e-mail. It may have come twice: the first answer was lost.'],
  },
  {
    trouble: 'the connection is lost after DATA of an approved mail: not repeated by itself either',
    sends: true, given: ({ mail }) => mail.script({ at: 'data', say: 'hang up' }), waits: [2_000, HOUR],
    ledger: ['mail.send failed, 1 call, not confirmed'], reached: { mails: ['tessa@pelhamrye.example'] },
    page: [`It is not known whether the approved mail to ${WHO} was sent.`],
    asks: [`It is not known whether the approved mail to ${WHO} was sent\nThe mail server did not say whether it took the mail. It may have arrived; it is not sent again by itself.\nFix: Ask whoever looks after the mail server for Message-ID <effect>. Retry if it was not sent, else close this.`],
  },
];

const OWNED: Record<Crm, string> = { hubspot: 'HubSpot', salesforce: 'Salesforce', pipedrive: 'Pipedrive' };
const shows = (crm: Crm): string => `${OWNED[crm]} now shows Nora Byrne-Quill as owner.`;
const ownerIs = "The lead is hers here (Nora Byrne-Quill); only";
const once = 'Tried once at 09:30 UTC; not repeated, because the answer will not change by itself.';

/** What is made or set, whose answer is lost: the CRM has it, and a look finds it. */
const lost = (crm: Crm, write: Write, page: string): Row => ({
  trouble: `${OWNED[crm]}: the answer to "${write}" is lost after it was done: looks first, nothing twice`,
  writes: [crm, write], given: (outside) => outside.crm.meet('answer lost'), waits: [2_000, 20_000],
  ledger: [`crm.${write} done, 2 calls`], reached: { writes: 1 }, page: [page],
});

const crmRows: Row[] = [
  {
    trouble: 'HubSpot: 429 with Retry-After 7: waits that long, and writes once',
    writes: ['hubspot', 'owner'], given: ({ crm }) => crm.meet('too many calls'), waits: [6_500, 1_000],
    ledger: ['crm.owner done, 2 calls'], reached: { writes: 2 }, page: [shows('hubspot')],
  },
  {
    trouble: 'HubSpot: the calls of the day are used up: asks every quarter of an hour, and nothing is lost',
    writes: ['hubspot', 'owner', 'facts'], given: ({ crm }) => crm.meet(...times(60, DAILY)), waits: Array<number>(70).fill(15 * MINUTE),
    ledger: ['crm.owner done, 61 calls', 'crm.facts done, 1 call'], reached: { writes: 62 },
    page: [shows('hubspot'), 'Wrote company size, industry, fit, summary to HubSpot.'],
  },
  {
    trouble: 'HubSpot: the calls of the day are used up: not asked again within the quarter of an hour',
    writes: ['hubspot', 'owner'], given: ({ crm }) => crm.meet(...times(2, DAILY)), waits: [MINUTE, 13 * MINUTE],
    ledger: ['crm.owner planned, 1 call'], reached: { writes: 1 }, page: [],
  },
  {
    trouble: 'HubSpot: the limit stays for more than a day: a person is asked',
    writes: ['hubspot', 'owner'], given: ({ crm }) => crm.meet(...times(5, DAILY)), waits: [15 * MINUTE, 12 * HOUR, 12 * HOUR, 3 * HOUR],
    ledger: ['crm.owner failed, 5 calls'], reached: { writes: 5 }, page: [`HubSpot did not take the owner for ${WHO}.`],
    asks: [`HubSpot did not take the owner for ${WHO}\nHubSpot asks for patience: You have reached your daily limit.\nWaited for more than a day, last asked at 12:45 UTC.\n${ownerIs} HubSpot does not show it.\nFix: Raise the limit of calls in HubSpot, or let other programs make fewer; then retry.`],
    retried: [shows('hubspot')],
  },
  {
    trouble: 'HubSpot: 409 on create: adopts the contact that is there',
    writes: ['hubspot', 'create', 'owner'], given: ({ crm }) => { crm.put({ email: 'tessa@pelhamrye.example' }); },
    ledger: ['crm.create done, 1 call', 'crm.owner done, 1 call'], reached: { writes: 2 },
    page: ['Was in HubSpot already (<id>); taken as the same person.', shows('hubspot')],
  },
  {
    trouble: 'HubSpot: 207, one property was not written: that is told, the rest stands',
    writes: ['hubspot', 'facts', 'note'],
    given: ({ crm }) => crm.meet({ status: 200, body: { id: '501', properties: {} } }, { status: 207, body: { id: '501', errors: [{ category: 'VALIDATION_ERROR', message: 'Property "leadwright_industry" does not exist', errors: [{ code: 'PROPERTY_DOESNT_EXIST', message: 'Property "leadwright_industry" does not exist', context: { propertyName: ['leadwright_industry'] } }] }] } }),
    ledger: ['crm.facts failed, 1 call', 'crm.note done, 1 call'], reached: { writes: 2 },
    page: [`HubSpot did not take the facts about ${WHO}.`, 'A note in HubSpot says what is known and why it went to whom.'],
    asks: [`HubSpot did not take the facts about ${WHO}\nIt said: PROPERTY_DOESNT_EXIST, Property "leadwright_industry" does not exist\n${once}\nFix: Create leadwright_industry in HubSpot (single-line text), then retry.`],
    retried: ['Wrote company size, industry, fit, summary to HubSpot.'],
  },
  {
    trouble: 'HubSpot: the token is refused in the middle: the contact stands, its owner follows on Retry',
    writes: ['hubspot', 'create', 'owner'], given: ({ crm }) => crm.meet({ status: 201, body: { id: '501' } }, NO_TOKEN),
    ledger: ['crm.create done, 1 call', 'crm.owner failed, 1 call'], reached: { writes: 2 },
    page: ['Created in HubSpot (<id>).', `HubSpot did not take the owner for ${WHO}.`],
    asks: [`HubSpot did not take the owner for ${WHO}\nIt said: INVALID_AUTHENTICATION, Authentication credentials not found\n${once}\n${ownerIs} HubSpot does not show it.\nFix: Put a valid access token into HUBSPOT_TOKEN, then retry.`],
  },
  {
    trouble: 'HubSpot: the answer is lost, and then the token is refused: it may be there, and Retry looks',
    writes: ['hubspot', 'owner'], given: ({ crm }) => crm.meet('answer lost', NO_TOKEN), waits: [2_000],
    ledger: ['crm.owner failed, 2 calls, not confirmed'], reached: { writes: 1 }, page: [`HubSpot did not confirm the owner for ${WHO}.`],
    asks: [`HubSpot did not confirm the owner for ${WHO}\nIt said: INVALID_AUTHENTICATION, Authentication credentials not found\nTried 2 times at 09:30 UTC; not repeated, because the answer will not change by itself.\nA call was not answered, so it may be in HubSpot all the same. Retry looks there first: nothing is made twice.\n${ownerIs} HubSpot may not show it.\nFix: Put a valid access token into HUBSPOT_TOKEN, then retry.`],
    retried: ['HubSpot shows Nora Byrne-Quill as owner already.'],
  },
  {
    trouble: 'HubSpot: 503 for a quarter of an hour: a person is asked',
    writes: ['hubspot', 'owner'], given: ({ crm }) => crm.meet(...times(8, { status: 503, body: 'upstream connect error' })), waits: QUARTER,
    ledger: ['crm.owner failed, 8 calls, not confirmed'], reached: { writes: 1 }, page: [`HubSpot did not confirm the owner for ${WHO}.`],
    asks: [`HubSpot did not confirm the owner for ${WHO}\nHubSpot answered 503.\nTried 8 times, last at 10:12 UTC.\nA call was not answered, so it may be in HubSpot all the same. Retry looks there first: nothing is made twice.\n${ownerIs} HubSpot may not show it.\nFix: Retry when HubSpot is well again.`],
    retried: [shows('hubspot')],
  },
  ...(['hubspot', 'salesforce', 'pipedrive'] as const).flatMap((crm) => [
    lost(crm, 'create', `Was in ${OWNED[crm]} already (<id>); taken as the same person.`),
    lost(crm, 'owner', `${OWNED[crm]} shows Nora Byrne-Quill as owner already.`),
    lost(crm, 'task', `The approved text is a task in ${OWNED[crm]} already.`),
    lost(crm, 'note', `A note in ${OWNED[crm]} says what is known and why it went to whom already.`),
  ]),
  {
    trouble: 'Salesforce: 403 REQUEST_LIMIT_EXCEEDED: asks again after a quarter of an hour',
    writes: ['salesforce', 'owner'], given: ({ crm }) => crm.meet('too many calls'), waits: [14 * MINUTE, 2 * MINUTE],
    ledger: ['crm.owner done, 2 calls'], reached: { writes: 2 }, page: [shows('salesforce')],
  },
  {
    trouble: 'Salesforce: too many calls at once: asks again after ten seconds',
    writes: ['salesforce', 'owner'], given: ({ crm }) => crm.meet(salesforceSays(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.')), waits: [9_000, 2_000],
    ledger: ['crm.owner done, 2 calls'], reached: { writes: 2 }, page: [shows('salesforce')],
  },
  {
    trouble: 'Salesforce: INACTIVE_OWNER_OR_USER: a person is asked at once, in its words',
    writes: ['salesforce', 'owner', 'note'], given: ({ crm }) => crm.meet(salesforceSays(400, 'INACTIVE_OWNER_OR_USER', 'operation performed with inactive user')),
    ledger: ['crm.owner failed, 1 call', 'crm.note done, 1 call'], reached: { writes: 2 },
    page: [`Salesforce did not take the owner for ${WHO}.`, 'A note in Salesforce says what is known and why it went to whom.'],
    asks: [`Salesforce did not take the owner for ${WHO}\nIt said: INACTIVE_OWNER_OR_USER, operation performed with inactive user\n${once}\n${ownerIs} Salesforce does not show it.\nFix: Reactivate Nora Byrne-Quill in Salesforce and retry, or give the lead to someone else.`],
    retried: [shows('salesforce')],
  },
  {
    trouble: 'Salesforce: UNABLE_TO_LOCK_ROW: passes',
    writes: ['salesforce', 'owner'], given: ({ crm }) => crm.meet(salesforceSays(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')), waits: [2_000],
    ledger: ['crm.owner done, 2 calls'], reached: { writes: 2 }, page: [shows('salesforce')],
  },
  {
    trouble: 'Salesforce: the session ends in the middle: it is renewed, and nobody sees it',
    writes: ['salesforce', 'owner'], given: ({ crm }) => crm.meet('token refused'),
    ledger: ['crm.owner done, 1 call'], reached: { writes: 2 }, page: [shows('salesforce')],
  },
  {
    trouble: 'Pipedrive: 429: waits as long as it says',
    writes: ['pipedrive', 'owner'], given: ({ crm }) => crm.meet('too many calls'), waits: [6_500, 1_000],
    ledger: ['crm.owner done, 2 calls'], reached: { writes: 2 }, page: [shows('pipedrive')],
  },
  {
    trouble: 'Pipedrive: blocked with an HTML page (403): five minutes of silence',
    writes: ['pipedrive', 'owner'], given: ({ crm }) => crm.meet({ status: 403, body: '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>', headers: { 'content-type': 'text/html' } }), waits: [4 * MINUTE, 2 * MINUTE],
    ledger: ['crm.owner done, 2 calls'], reached: { writes: 2 }, page: [shows('pipedrive')],
  },
  {
    trouble: 'Pipedrive: the token is refused: a person is asked at once',
    writes: ['pipedrive', 'owner'], given: ({ crm }) => crm.meet('token refused'),
    ledger: ['crm.owner failed, 1 call'], reached: { writes: 1 }, page: [`Pipedrive did not take the owner for ${WHO}.`],
    asks: [`Pipedrive did not take the owner for ${WHO}\nIt said: HTTP_401, unauthorized access. Please check developers.pipedrive.com for more information about the API\n${once}\n${ownerIs} Pipedrive does not show it.\nFix: Put a valid access token into PIPEDRIVE_TOKEN, then retry.`],
    retried: [shows('pipedrive')],
  },
];

const ruth: Identity = { user: 'ruth', name: 'Ruth Abernathy', role: 'manager', rep: null };
const FAKES = { hubspot: FakeHubspot, salesforce: FakeSalesforce, pipedrive: FakePipedrive };
const OBJECTS = { hubspot: 'contacts', salesforce: 'Lead', pipedrive: 'persons' };
const ACCOUNTS = {
  hubspot: { baseUrl: 'https://api.hubspot.example', token: 'HUBSPOT_TOKEN' },
  salesforce: { baseUrl: 'https://rimewell.my.salesforce.example', clientId: 'SALESFORCE_ID', token: 'SALESFORCE_SECRET' },
  pipedrive: { baseUrl: 'https://rimewell.pipedrive.example', token: 'PIPEDRIVE_TOKEN', fields: PIPEDRIVE_FIELDS },
};
const secrets = { HUBSPOT_TOKEN: 'pat-1', SALESFORCE_ID: 'consumer-1', SALESFORCE_SECRET: 'secret-1', PIPEDRIVE_TOKEN: 'token-1', SLACK_WEBHOOK_URL: 'https://hooks.slack.example/services/T/B/x' };
const draft: DraftContent = { to: 'tessa@pelhamrye.example', subject: 'Temperature logs', sentences: [{ text: 'Hi Tessa,', role: 'greeting', evidenceIds: [], claimIds: [] }], footer: 'Nora' };

/** YAML takes JSON. */
function configOf({ writes: [crm = 'hubspot', ...what] = ['hubspot'], tells = [] }: Row): Record<string, string> {
  const [user] = new FAKES[crm]().users.keys();
  const writeBack = { owner: what.includes('owner'), facts: what.includes('facts') ? 'fill-if-empty' : 'never', note: what.includes('note'), task: true };
  return {
    'connections.yaml': JSON.stringify({
      connections: { [crm]: { vendor: 'api', label: OWNED[crm], mode: 'live', crm: { system: crm, ...ACCOUNTS[crm], writeBack } }, form: { vendor: 'api', label: 'Demo form', mode: 'live' } },
      notify: { ...(tells.includes('slack') ? { slack: { webhook: 'SLACK_WEBHOOK_URL' } } : {}), ...(tells.includes('mail') ? { mail: { from: 'leads@rimewell.example' } } : {}) },
    }),
    'assignment.yaml': JSON.stringify({
      reps: { nora: { name: 'Nora Byrne-Quill', email: NORA, zone: 'Europe/Dublin', languages: ['en'], cap: { day: 20 }, pronoun: 'her', crmUser: { [crm]: user } } },
      pools: {}, queues: { 'lead-desk': { label: 'Lead desk', owner: 'kemal.aydin@rimewell.example' } }, manager: RUTH, rules: [], otherwise: { queue: 'lead-desk' },
    }),
    'outreach.yaml': readFileSync('config/outreach.yaml', 'utf8').replace('by: crm-task', what.includes('task') ? 'by: crm-task' : 'by: smtp'),
  };
}

describe('when the outside fails', () => {
  let outside: Outside;
  let delivery: TestService;
  let smtp: string;
  beforeEach(async () => {
    const mail = new ScriptedMailServer();
    smtp = await mail.open();
    outside = { crm: new FakeHubspot(), slack: await ScriptedServer.start(), mail };
  });
  afterEach(async () => {
    await delivery.close();
    await Promise.all([outside.crm.close(), outside.slack.stop(), outside.mail.close()]);
  });

  /** What is due runs to its end before the clock goes on. */
  const waitFor = async (...waits: readonly number[]): Promise<void> => {
    for (const ms of waits) {
      await delivery.pass(ms);
      await delivery.idle();
    }
  };
  const begin = async (row: Row): Promise<void> => {
    const [crm, ...what] = row.writes ?? ['hubspot'];
    outside = { ...outside, crm: await new FAKES[crm]().open() };
    delivery = await TestService.open(deliveryService, {
      config: configOf(row), at: '2026-11-23T09:30:00.000Z',
      environment: { ...secrets, EGRESS_MAP: row.writes ? `*.example=${outside.crm.address}` : outside.slack.egressMap, SMTP_URL: smtp, PUBLIC_URL: 'https://leads.rimewell.example' },
    });
    const lives = row.writes && !what.includes('create');
    const ref = lives ? [{ connection: crm, system: crm, objectType: OBJECTS[crm], objectId: outside.crm.put().id }] : [];
    row.given(outside);
    const events: Outgoing[] = [outgoing(leadAssigned, 'tessa', anAssignedLead({ lead: aLead({ connection: 'form', createIn: row.writes && !lives ? crm : null, crm: ref }) }))];
    if (row.sends || what.includes('task')) {
      events.push(outgoing(outreachApproved, 'tessa', {
        draftId: 'draft-1', approvalId: '01JAPPROVAL', content: openPersonal('lead:tessa', draft), contentHash: createHash('sha256').update(canonicalDraft(draft)).digest('hex'),
        approvedBy: 'nora', approvedAt: '2026-11-23T09:30:00.000Z', expiresAt: '2026-11-30T09:30:00.000Z',
      }));
    }
    await delivery.publish('assignment', events);
    await waitFor(0, ...(row.waits ?? []));
  };

  const ledger = async (): Promise<string[]> => (await delivery.rows<{ kind: string; state: string; attempts: number; uncertain: number; may_have_repeated: number }>('SELECT * FROM delivery_effects ORDER BY id'))
    .map(({ kind, state, attempts, uncertain, may_have_repeated: twice }) => `${kind} ${state}, ${attempts} ${attempts === 1 ? 'call' : 'calls'}${uncertain ? ', not confirmed' : ''}${twice ? ', perhaps twice' : ''}`);
  const reached = (): Row['reached'] => ({ slack: outside.slack.heard.length, writes: outside.crm.writes, mails: outside.mail.taken.map(({ to }) => to) });
  const page = async (): Promise<string[]> => (await delivery.heard(effectSettled)).map(({ data }) => data.sentence.replace(/\((?:\d+|00Q\w+)\)/, '(<id>)'));
  const open = async () => (await delivery.heard(messageDeadLettered)).filter(({ data }) => data.state === 'open').map(({ data }) => data);
  const asks = async (): Promise<string[]> => (await open()).map(({ title, detail, fix }) => `${title}\n${detail}\nFix: ${fix.replace(/id-\d+/, '<effect>')}`);

  describe.each([['Slack', slackRows], ['the mail server', mailRows], ['a CRM', crmRows]])('%s', (_, rows) => {
    it.each(rows)('$trouble', async (row) => {
      await begin(row);
      expect(await ledger()).toEqual(row.ledger);
      expect(reached()).toEqual({ slack: 0, writes: 0, mails: [], ...row.reached });
      expect(await page()).toEqual(row.page);
      expect(await asks()).toEqual(row.asks ?? []);
      if (!row.retried) return;
      for (const { deadLetterId } of await open()) expect((await delivery.call(ruth, 'POST', `/internal/dead-letters/${deadLetterId}/redrive`)).status).toBe(204);
      await waitFor(0, 15 * MINUTE);
      expect((await page()).slice(row.page.length)).toEqual(row.retried);
    });
  });
});
