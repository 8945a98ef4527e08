import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { SuppressionView } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Clock, RawBody, SigningKey } from '#platform';
import { findEffect } from '../effect-ledger.js';
import { AddressDigest } from './address-digest.js';
import { listSuppressions, recipientLock, suppress } from './recipients.js';
import { readUnsubscribeToken } from './unsubscribe-token.js';

interface Reply { code(status: number): Reply; header(name: string, value: string): Reply; send(body: string): unknown }

const MOST_SHOWN = 500;

/** The way out for people whom a mail was sent to. Nobody signs in here: the link proves that the mail was ours. */
@Controller()
export class UnsubscribeController {
  constructor(private readonly work: UnitOfWork, private readonly clock: Clock, private readonly key: SigningKey, private readonly digests: AddressDigest) {}

  /** Only asks: mail programs and scanners open every link. */
  @Get('/u/:token')
  async ask(@Param('token') token: string, @Res() reply: Reply): Promise<void> {
    const found = await this.find(token);
    answer(reply, found ? 200 : 404, found ? ASK : UNKNOWN);
  }

  /** One click of a mail program (RFC 8058), or the button on the page. As often as they like. */
  @Post('/u/:token')
  async stop(@Param('token') token: string, @RawBody() body: Buffer, @Res() reply: Reply): Promise<void> {
    const found = await this.find(token);
    if (!found) return answer(reply, 404, UNKNOWN);
    const by: SuppressionView['by'] = body.toString('latin1').includes('List-Unsubscribe=One-Click') ? 'mail-program' : 'page';
    const { work, clock, digests } = this;
    const digest = digests.of(found.address);
    await work.transact({ lock: [recipientLock(digest)], write: () => suppress({ ...found, digest, by }, clock.now()) });
    answer(reply, 200, DONE);
  }

  @Get('/api/suppressions')
  list(): Promise<SuppressionView[]> {
    return this.work.read(() => listSuppressions(MOST_SHOWN));
  }

  /** The lead and address that a mail of ours went to. */
  private async find(token: string): Promise<{ leadId: string; address: string } | null> {
    const effectId = readUnsubscribeToken(token, this.key.value);
    const effect = effectId === null ? null : await this.work.read(() => findEffect(effectId));
    return effect?.content.kind === 'mail.send' ? { leadId: effect.subject, address: effect.content.approval.content.to } : null;
  }
}

const page = (heading: string, more: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${heading}</title></head>
<body style="max-width: 40rem; margin: 4rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif">
<main>
<h1 style="font-size: 1.25rem">${heading}</h1>
${more}
</main>
</body>
</html>
`;
const ASK = page('Stop these mails?', '<p>We will not write to your address again.</p>\n<form method="post"><button type="submit" style="font: inherit; padding: 0.5rem 1rem">Do not write to me again</button></form>');
const DONE = page('Done', '<p>We will not write to your address again. You need not do anything else.</p>');
const UNKNOWN = page('This link is not complete', '<p>Copy the whole link from the mail, or answer the mail with "no thanks".</p>');

function answer(reply: Reply, status: number, html: string): void {
  reply.code(status).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}
