import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ProblemError, type Identity } from '#contracts';
import { Authenticator, Environment } from '#platform';
import { PROGRAMS } from './programs.js';
import { isSameOrigin } from './same-origin.js';
import { sessionToken } from './session-cookie.js';
import { Sessions } from './sessions.js';

type Request = Parameters<Authenticator['authenticate']>[0];

/** People come with the cookie of a session, programs with a bearer token. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  private readonly programs: readonly { digest: Buffer; identity: Identity }[];

  constructor(private readonly sessions: Sessions, private readonly environment: Environment) {
    super();
    this.programs = Object.entries(PROGRAMS).flatMap(([name, identity]) => environment.secrets(name).map((secret) => ({ digest: digestOf(secret), identity })));
  }

  /** Errors: 403 cross_site, when another site's page sends a change under somebody's cookie. */
  override async authenticate({ method, headers }: Request): Promise<Identity | null> {
    const bearer = /^Bearer +(\S+)$/i.exec(String(headers['authorization'] ?? ''))?.[1];
    if (bearer !== undefined) return this.program(bearer);
    const token = sessionToken(headers['cookie']);
    if (token === null) return null;
    const person = await this.sessions.find(token);
    if (person && method !== 'GET' && method !== 'HEAD' && !isSameOrigin(headers, this.environment.publicUrl)) {
      throw new ProblemError(403, 'cross_site', 'Sent from another site', `This was not sent by a page of ${this.environment.publicUrl}. Programs use a bearer token; behind a proxy, set PUBLIC_URL to the address in the browser.`);
    }
    return person;
  }

  /** Every token is compared, over digests, so that the time it takes tells nothing. */
  private program(bearer: string): Identity | null {
    const given = digestOf(bearer);
    return this.programs.filter(({ digest }) => timingSafeEqual(digest, given))[0]?.identity ?? null;
  }
}

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
