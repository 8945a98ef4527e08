import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ProblemError, signInLink, type Identity, type Me, type SignInLink } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Caller, Environment } from '#platform';
import { activeUsers, People } from '../people/people.js';
import { plainPage } from '../pages/plain-page.js';
import { noSessionCookie, sessionCookie, sessionToken } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignInLinks } from './sign-in-links.js';

type Request = { headers: Record<string, string | string[] | undefined> };
interface Reply { code(status: number): Reply; header(name: string, value: string): Reply; send(body?: string): unknown }

/** How long a link is good that an administrator makes for somebody. */
const LINK_MS = 3_600_000;

@Controller()
export class SignInController {
  constructor(
    private readonly links: SignInLinks, private readonly sessions: Sessions, private readonly people: People, private readonly work: UnitOfWork, private readonly environment: Environment,
  ) {}

  /** Uses the link up. A browser that only looks ahead, and a HEAD request, for which there is no route, leave it as it is. */
  @Get('/sign-in/:token')
  async signIn(@Param('token') token: string, @Req() { headers }: Request, @Res() reply: Reply): Promise<void> {
    reply.header('cache-control', 'no-store');
    if (/prefetch/.test(String(headers['sec-purpose'] ?? headers['purpose'] ?? ''))) {
      reply.code(503).send();
      return;
    }
    const session = await this.links.use(token);
    if (session !== null) reply.header('set-cookie', sessionCookie(session, this.environment.publicUrl));
    if (session !== null || (await this.isSignedIn(headers))) reply.code(303).header('location', '/').send();
    else reply.code(410).header('content-type', 'text/html; charset=utf-8').send(LINK_IS_GONE);
  }

  @Post('/api/sign-out')
  async signOut(@Req() { headers }: Request, @Res() reply: Reply): Promise<void> {
    const token = sessionToken(headers['cookie']);
    if (token !== null) await this.sessions.end(token);
    reply.code(204).header('set-cookie', noSessionCookie(this.environment.publicUrl)).send();
  }

  @Get('/api/me')
  async me(@Caller() { user, name, role, rep }: Identity): Promise<Me> {
    return { user, name, email: (await this.people.find(user))?.email ?? '', role, rep };
  }

  /** Errors: 404 person_unknown, 409 person_inactive. */
  @Post('/api/people/:user/sign-in-link')
  @HttpCode(200)
  async makeLink(@Param('user') user: string, @Caller() caller: Identity): Promise<SignInLink> {
    const person = await this.people.find(user);
    if (!person) throw new ProblemError(404, 'person_unknown', 'Nobody of this name', `user: ${JSON.stringify(user.slice(0, 64))} is not known. Known: ${(await this.work.read(activeUsers)).join(', ')}. People come from assignment.yaml.`);
    if (!person.active) throw new ProblemError(409, 'person_inactive', 'Cannot sign in', `${person.name} is not active in assignment.yaml. Make them active there and publish it.`);
    const { token, expiresAt } = await this.links.make(person.user, LINK_MS, caller.user);
    return signInLink.parse({ user: person.user, url: `${this.environment.publicUrl}/sign-in/${token}`, expiresAt: new Date(expiresAt).toISOString() });
  }

  /** Who opens a link twice is in already. */
  private async isSignedIn(headers: Request['headers']): Promise<boolean> {
    const token = sessionToken(headers['cookie']);
    return token !== null && (await this.sessions.find(token)) !== null;
  }
}

const LINK_IS_GONE = plainPage('This sign-in link does not work any more', [
  'A link signs in once, and only for a while. This one was used before, or is too old.',
  'Ask your administrator for a new one. As the administrator: start Leadwright again as long as you have never signed in, and it prints a new link; later, <code>POST /api/people/admin/sign-in-link</code> with the admin token makes one.',
]);
