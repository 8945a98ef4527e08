import { describe, expect, it } from '@jest/globals';
import { terminal, retryable } from '#contracts';
import type { IncomingResponse, OutgoingRequest, SafeHttp } from '#platform';
import type { NewSnapshot } from '../new-snapshot.js';
import { WebsiteSource } from './website.source.js';

type Answer = { status?: number; type?: string; body?: string | Buffer } | Error;
const HOME = 'https://pelhamrye.example/';

/** Looks at the homepage of a site that answers like this; `robots` answers for its robots.txt. */
async function look(answer: Answer, { robots = { status: 404 }, stop = new AbortController() }: { robots?: Answer; stop?: AbortController } = {}) {
  const kept: NewSnapshot[] = [];
  const asked: OutgoingRequest[] = [];
  const http: SafeHttp = {
    async request(request): Promise<IncomingResponse> {
      asked.push(request);
      const given = request.url.endsWith('/robots.txt') ? robots : answer;
      if (given instanceof Error) throw given;
      return { status: given.status ?? 200, headers: { 'content-type': given.type ?? 'text/html' }, body: Buffer.from(given.body ?? ''), finalUrl: request.url };
    },
  };
  const source = new WebsiteSource({ http, now: () => Date.parse('2026-11-22T09:30:00.000Z'), keep: async (snapshot) => void kept.push(snapshot), boardOf: () => null });
  const outcome = await source.look({ runId: 'run-1', callKey: 'key', target: HOME, timeoutMs: 5_000, signal: stop.signal });
  return { outcome, kept, asked };
}

describe('a look at a website', () => {
  it('keeps the page before it answers, under a name that the same look has again', async () => {
    const [first, again] = [await look({ body: '<p>Bread</p>' }), await look({ body: '<p>Cake</p>' })];
    expect(first.outcome).toMatchObject({ ok: true, snapshot: { url: HOME, status: 200, savedAt: '2026-11-22T09:30:00.000Z', flags: [] }, spentMicro: 0 });
    expect(first.kept).toMatchObject([{ runId: 'run-1', text: 'Bread' }]);
    expect(again.kept[0]).toMatchObject({ id: first.kept[0]!.id, text: 'Cake' });
    expect(first.asked.map(({ url, maxBytes }) => [url, maxBytes])).toEqual([[`${HOME}robots.txt`, 1024 * 1024], [HOME, 1024 * 1024]]);
  });

  it.each<[string, Answer, string]>([
    ['is a paper', { type: 'application/pdf', body: '%PDF' }, 'not_readable'],
    ['is too large', terminal('NET.TOO_LARGE', 'too large'), 'not_readable'],
    ['is nested too deeply', { body: '<div>'.repeat(5_000) }, 'not_readable'],
    ['is a private address', terminal('NET.BLOCKED_ADDRESS', 'private'), 'refused'],
    ['wants a password', { status: 401 }, 'refused'],
    ['does not answer', retryable('NET.TIMEOUT', 'late'), 'unreachable'],
    ['is gone', { status: 410 }, 'not_found'],
  ])('says so when the page %s', async (_, answer, code) => {
    const { outcome, kept } = await look(answer);
    expect({ outcome, kept }).toEqual({ outcome: { ok: false, code, detail: expect.any(String), spentMicro: 0 }, kept: [] });
  });

  it('reads the letters that the site declares', async () => {
    expect((await look({ type: 'text/html; charset=ISO-8859-1', body: Buffer.from('Kühlhaus', 'latin1') })).kept[0]!.text).toBe('Kühlhaus');
    expect((await look({ type: 'text/plain; charset=klingon', body: 'Kühlhaus' })).kept[0]).toMatchObject({ text: 'Kühlhaus', flags: ['not_html'] });
  });

  it('gives up without an answer when it is stopped, and when the trouble is ours', async () => {
    const stop = new AbortController();
    stop.abort(terminal('TASK.STOPPED', 'The service stops.'));
    await expect(look(retryable('NET.TIMEOUT', 'aborted'), { stop })).rejects.toMatchObject({ code: 'TASK.STOPPED' });
    await expect(look(new TypeError('a defect'))).rejects.toThrow('a defect');
    await expect(look({ body: 'x' }, { robots: new TypeError('a defect') })).rejects.toThrow('a defect');
  });
});
