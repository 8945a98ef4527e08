import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { IDENTITY_HEADER, ProblemError, routes, type Identity, type RouteRow } from '#contracts';
import type { Clock } from '../edges.js';
import type { KnownRequest } from './parameters.js';
import { readIdentity } from './signed-identity.js';

/** Finds out who sent a request by session or token. Console provides one; other apps trust only console's signature. */
export abstract class Authenticator {
  abstract authenticate(request: { method: string; headers: Record<string, string | string[] | undefined> }): Promise<Identity | null>;
}

interface GuardedRequest extends KnownRequest {
  method: string;
  headers: Record<string, string | string[] | undefined>;
  routeOptions: { url?: string };
}

/** The row of a route; a route without one is refused and does not even start (`assertRoutesKnown`). */
export const routeRow = (method: string, path: string): RouteRow | undefined =>
  routes.find((row) => row.path === path && row.method === (method === 'HEAD' ? 'GET' : method));

/** Lets a request through when the table of routes says so. */
export class RouteGuard implements CanActivate {
  constructor(private readonly parts: { signingKey: string; clock: Clock; authenticator: () => Authenticator | null }) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const path = request.routeOptions.url ?? '';
    const row = routeRow(request.method, path);
    if (!row) return isPage(request.method, path);
    if (row.allow === 'anyone' || row.allow === 'sender') return true;
    const caller = await this.identify(request);
    if (!caller) throw new ProblemError(401, 'not_signed_in', 'Not signed in', 'Open your sign-in link, or send a bearer token.');
    if (!row.allow.includes(caller.role)) {
      throw new ProblemError(403, 'not_allowed', 'Not allowed', `${row.summary}: needs one of ${row.allow.join(', ')}; ${caller.name} is ${caller.role}.`);
    }
    request.caller = caller;
    return true;
  }

  private async identify(request: GuardedRequest): Promise<Identity | null> {
    const header = request.headers[IDENTITY_HEADER];
    if (typeof header === 'string') return readIdentity(header, this.parts.signingKey, this.parts.clock.now());
    return (await this.parts.authenticator()?.authenticate(request)) ?? null;
  }
}

/** Pages and their files need no row: they carry no data. */
const isPage = (method: string, path: string): boolean => (method === 'GET' || method === 'HEAD') && !/^\/(api|hooks|internal)(\/|$)/.test(path);

/** Fails the start of a service that registered a route nobody decided about. */
export function assertRoutesKnown(registered: readonly { method: string; path: string }[]): void {
  const unknown = registered.filter(({ method, path }) => !routeRow(method, path) && !isPage(method, path) && method !== 'OPTIONS');
  if (unknown.length === 0) return;
  throw new Error(`No entry in contracts/http/routes.ts for ${unknown.map(({ method, path }) => `${method} ${path}`).join(', ')}: say who may call it.`);
}
