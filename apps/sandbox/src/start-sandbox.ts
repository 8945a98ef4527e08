import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxAnswer, SandboxRequest } from './answer.js';
import { answerHubspot } from './hubspot/answer-hubspot.js';
import { Crm } from './hubspot/crm.js';
import { Journal } from './journal.js';
import { startMailSink } from './mail/mail-sink.js';
import { answerMailPage } from './mail/write-mail-page.js';
import { answerModel } from './model/answer-model.js';
import type { InCrm } from './plan/in-crm.js';
import { SANDBOX_MODEL, SANDBOX_SECRETS } from './secrets.js';
import { PipedriveAccount } from './pipedrive/account.js';
import { answerPipedrive } from './pipedrive/answer-pipedrive.js';
import { answerSalesforce } from './salesforce/answer-salesforce.js';
import { SalesforceOrg } from './salesforce/org.js';
import { answerSlack } from './slack.js';
import { answerBoards } from './sources/answer-boards.js';
import { answerGleif } from './sources/answer-gleif.js';
import type { BoardSystem } from './sources/boards.data.js';
import { Rimedata } from './sources/answer-rimedata.js';
import { answerSec } from './sources/answer-sec.js';
import { answerWebsite } from './web/answer-website.js';
import type { World } from './world/build-world.js';
import { PLANTED } from './world/planted.js';
import { ZohoAccount } from './zoho/account.js';
import { answerZoho, answerZohoAccounts } from './zoho/answer-zoho.js';

export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Of the mail server; default 0. */
  readonly smtpPort?: number;
  /** Where both listen; default 127.0.0.1. In a container of its own 0.0.0.0: the other containers call it. */
  readonly host?: string;
  readonly world: World;
  /** Where the journal is also written, one JSON line per entry. */
  readonly journalFile?: string;
  /** Milliseconds before every answer; default 0. */
  readonly latencyMs?: number;
  /** Milliseconds that the slow model takes; default 30 s. */
  readonly slowMs?: number;
  readonly hubspotToken?: string;
  readonly now?: () => number;
}

/** The outside world, running. */
export interface Sandbox {
  readonly port: number;
  readonly smtpPort: number;
  readonly world: World;
  readonly journal: Journal;
  /** The HubSpot account. */
  readonly crm: Crm;
  readonly salesforce: SalesforceOrg;
  readonly pipedrive: PipedriveAccount;
  readonly zoho: ZohoAccount;
  /** Puts people into their CRMs, as somebody there would have. */
  seed(people: readonly InCrm[]): void;
  stop(): Promise<void>;
}

/** Starts the sandbox: four CRMs, Slack, a data provider, job boards, a register and every company's website behind one port, told apart by the Host header, and a mail server beside it. */
export async function startSandbox({ port, smtpPort = 0, host = '127.0.0.1', world, journalFile, latencyMs = 0, slowMs = 30_000, hubspotToken = SANDBOX_SECRETS.HUBSPOT_TOKEN, now = Date.now }: SandboxOptions): Promise<Sandbox> {
  const journal = new Journal(now, journalFile);
  const crm = new Crm(journal, now, PLANTED.refusesFirstOwner);
  const salesforce = new SalesforceOrg(journal, now, PLANTED.refusesFirstOwner);
  const pipedrive = new PipedriveAccount(journal, now, PLANTED.refusesFirstOwner);
  const zoho = new ZohoAccount(journal, now, PLANTED.refusesFirstOwner);
  const rimedata = new Rimedata(world, journal, SANDBOX_SECRETS.RIMEDATA_KEY, PLANTED.rimedataDownFirst);
  const boards = (system: BoardSystem) => (request: SandboxRequest): SandboxAnswer => answerBoards(system, request, world, journal, now());
  const hosts: Readonly<Record<string, (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>>> = {
    'api.hubapi.example': (request) => answerHubspot(request, crm, hubspotToken, journal),
    'rimewell.my.salesforce.example': (request) => answerSalesforce(request, salesforce, { clientId: SANDBOX_SECRETS.SALESFORCE_CLIENT_ID, clientSecret: SANDBOX_SECRETS.SALESFORCE_CLIENT_SECRET }, journal),
    'rimewell.pipedrive.example': (request) => answerPipedrive(request, pipedrive, SANDBOX_SECRETS.PIPEDRIVE_TOKEN, journal),
    'accounts.zoho.example': (request) => answerZohoAccounts(request, { clientId: SANDBOX_SECRETS.ZOHO_CLIENT_ID, clientSecret: SANDBOX_SECRETS.ZOHO_CLIENT_SECRET, refreshToken: SANDBOX_SECRETS.ZOHO_REFRESH_TOKEN }),
    'www.zohoapis.example': (request) => answerZoho(request, zoho, journal),
    'hooks.slack.example': (request) => answerSlack(request, journal),
    'rimedata.example': (request) => rimedata.answer(request),
    'boards-api.greenhouse.example': boards('greenhouse'), 'boards-api.eu.greenhouse.example': boards('greenhouse'),
    'api.lever.example': boards('lever'), 'api.eu.lever.example': boards('lever'),
    'api.ashbyhq.example': boards('ashby'),
    'llm.example': (request) => answerModel(request, journal, { key: SANDBOX_MODEL.OPENAI_API_KEY, slowMs }),
    'api.gleif.example': (request) => answerGleif(request, world, journal),
    'www.sec.example': (request) => answerSec(request, world, journal), 'data.sec.example': (request) => answerSec(request, world, journal),
    '127.0.0.1': (request) => answerItself(request, journal, [...Object.keys(hosts), '<company>.example']),
    localhost: (request) => answerItself(request, journal, [...Object.keys(hosts), '<company>.example']),
  };

  const server = createServer((request, response) => {
    answer(request).then(({ status, headers, body }) => {
      const isText = typeof body === 'string';
      response.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json;charset=utf-8' }), ...headers }).end(isText ? body : JSON.stringify(body));
    }, () => response.destroy());
  });

  async function answer(incoming: IncomingMessage): Promise<SandboxAnswer> {
    const request = await read(incoming);
    if (latencyMs > 0) await sleep(latencyMs);
    return (hosts[request.host] ?? ((other) => answerWebsite(other, world, journal, now())))(request);
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const mail = await startMailSink({ port: smtpPort, host }, journal, PLANTED.unknownMailboxes);
  return {
    smtpPort: mail.port,
    port: (server.address() as AddressInfo).port,
    world, journal, crm, salesforce, pipedrive, zoho,
    seed(people) {
      for (const person of people) {
        if (person.crm === 'hubspot') crm.seed([person.contact]);
        else if (person.crm === 'salesforce') salesforce.seed(person.lead);
        else pipedrive.seed(person.person);
      }
    },
    async stop() {
      await Promise.all([mail.stop(), new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); })]);
    },
  };
}

async function read(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const host = (incoming.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const url = new URL(incoming.url ?? '/', 'http://sandbox.test');
  return { method: incoming.method ?? 'GET', host, path: url.pathname, query: url.searchParams, headers: incoming.headers as SandboxRequest['headers'], body: Buffer.concat(chunks) };
}

function answerItself({ path }: SandboxRequest, journal: Journal, hosts: readonly string[]): SandboxAnswer {
  if (path === '/') return { status: 200, body: { name: 'Leadwright sandbox', journal: '/journal', mail: '/mail', entries: journal.entries.length, hosts } };
  if (path === '/mail') return answerMailPage(journal);
  return path === '/journal' ? { status: 200, body: journal.entries } : { status: 404, body: { error: 'Only /, /journal and /mail are here.' } };
}
