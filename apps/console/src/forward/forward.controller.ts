import type { Readable } from 'node:stream';
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { routes, type AppName, type Identity, type RouteRow } from '#contracts';
import { routeRow } from '#platform';
import { answerWith, type RawReply } from './answer-with.js';
import { AskOwner } from './ask-owner.js';
import { OwnLeads } from './own-leads.js';

interface IncomingRequest { method: string; url: string; headers: Record<string, string | string[] | undefined>; body?: Buffer | Readable; caller?: Identity; params?: Record<string, string>; routeOptions: { url?: string } }

/** Routes of other apps that people and programs reach through console. Senders' own doors and inner routes are not among them. */
const forwarded = routes.filter(({ owner, allow }) => owner !== 'console' && owner !== 'every' && allow !== 'sender');
const pathsOf = (method: RouteRow['method']): string[] => forwarded.filter((row) => row.method === method).map(({ path }) => path);

/** Headers of a request that its owner needs. The session stays here. */
const PASSED_ON = ['content-type', 'accept', 'idempotency-key', 'traceparent'];

/** Passes requests on to the app that owns their route. Who asks is known and allowed by then (the same table); nobody is known where anyone may ask. */
@Controller()
export class ForwardController {
  constructor(private readonly owners: AskOwner, private readonly ownLeads: OwnLeads) {}

  @Get(pathsOf('GET'))
  get(@Req() request: IncomingRequest, @Res() reply: RawReply): Promise<void> {
    return this.forward(request, reply);
  }

  @Post(pathsOf('POST'))
  post(@Req() request: IncomingRequest, @Res() reply: RawReply): Promise<void> {
    return this.forward(request, reply);
  }

  private async forward(request: IncomingRequest, reply: RawReply): Promise<void> {
    const row = routeRow(request.method, request.routeOptions.url ?? '')!;
    const owner = row.owner as AppName;
    await this.ownLeads.check(row, request.params?.['id'] ?? '', request.caller ?? null);
    const headers = Object.fromEntries(PASSED_ON.flatMap((name) => (typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [])));
    answerWith(reply, await this.owners.ask(owner, { method: request.method, path: request.url, headers, body: request.body ?? null }, request.caller ?? null));
  }
}
