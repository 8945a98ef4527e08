import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { declaredSignature, type DeclaredSignature } from '#contracts';
import { proveDeclared } from './declared-signature.js';
import type { Proof } from './proof.js';
import { proveStandardWebhook, standardKey } from './standard-webhooks.js';

const MINUTES = 60_000;
const outcome = (proof: Proof): string => (proof.proved ? 'proved' : proof.code);

describe('a Standard Webhook', () => {
  // The example of the standard itself.
  const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  const BODY = '{"test": 2432232314}';
  const AT = 1_614_265_330;
  const OTHER = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX';

  const sign = (id: string, timestamp: string, body: string, secret = SECRET) => `v1,${createHmac('sha256', standardKey(secret)!).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  const prove = (given: { id?: string; timestamp?: string; signature?: string; body?: string; now?: number; secrets?: string[]; drop?: string } = {}): Proof => {
    const headers: Record<string, string> = { 'webhook-id': given.id ?? 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': given.timestamp ?? String(AT), 'webhook-signature': given.signature ?? SIGNATURE };
    if (given.drop) delete headers[given.drop];
    const keys = (given.secrets ?? [SECRET]).map((secret) => standardKey(secret)!);
    return proveStandardWebhook({ headers, body: Buffer.from(given.body ?? BODY), address: 'POST https://leads.example/hooks/a', url: 'https://leads.example/hooks/a', now: given.now ?? AT * 1_000 }, keys, 5 * MINUTES);
  };

  it('is proved by the published example, and its id is known then', () => {
    expect(prove()).toEqual({ proved: true, id: 'msg_p5jXN8AQM9LWM0D4loKWxJek' });
  });

  it.each([
    ['the old secret while it is replaced', { secrets: [OTHER, SECRET] }, 'proved'],
    ['one of several signatures', { signature: `v1a,abc v1,AAAA ${SIGNATURE}` }, 'proved'],
    ['the last moment before it is too old', { now: AT * 1_000 + 5 * MINUTES }, 'proved'],
    ['the last moment before it is too far ahead', { now: AT * 1_000 - 5 * MINUTES }, 'proved'],
    ['a second too old', { now: AT * 1_000 + 5 * MINUTES + 1_000 }, 'signature_expired'],
    ['a second too far ahead', { now: AT * 1_000 - 5 * MINUTES - 1_000 }, 'signature_expired'],
    ['a year ahead', { timestamp: String(AT + 31_536_000) }, 'signature_expired'],
    ['milliseconds for seconds', { timestamp: `${AT}000` }, 'signature_expired'],
    ['no id', { drop: 'webhook-id' }, 'signature_missing'],
    ['no timestamp', { drop: 'webhook-timestamp' }, 'signature_missing'],
    ['no signature', { drop: 'webhook-signature' }, 'signature_missing'],
    ['an empty signature', { signature: '' }, 'signature_missing'],
    ['another secret', { secrets: [OTHER] }, 'signature_invalid'],
    ['another body', { body: '{"test": 2432232315}' }, 'signature_invalid'],
    ['one space more in the body', { body: '{"test":  2432232314}' }, 'signature_invalid'],
    ['another id', { id: 'msg_other' }, 'signature_invalid'],
    ['another time within the window', { timestamp: String(AT + 1) }, 'signature_invalid'],
    ['another version alone', { signature: SIGNATURE.replace('v1,', 'v0,') }, 'signature_invalid'],
    ['a bare signature', { signature: SIGNATURE.slice(3) }, 'signature_invalid'],
    ['a cut signature', { signature: SIGNATURE.slice(0, -2) }, 'signature_invalid'],
    ['a signature with something behind it', { signature: `${SIGNATURE}A` }, 'signature_invalid'],
    ['base64 without padding', { signature: SIGNATURE.replace('=', '') }, 'signature_invalid'],
    ['base64 whose last bits are not canonical', { signature: SIGNATURE.replace('OE=', 'OF=') }, 'signature_invalid'],
    ['the url alphabet', { signature: SIGNATURE.replace('+', '-').replace('/', '_') }, 'signature_invalid'],
    ['hex', { signature: `v1,${Buffer.from(SIGNATURE.slice(3), 'base64').toString('hex')}` }, 'signature_invalid'],
  ])('%s', (_, given, expected) => {
    expect(outcome(prove(given))).toBe(expected);
  });

  it.each(['', ' ', `${AT}garbage`, `-${AT}`, '1e9', 'NaN', `${AT}.0`, `+${AT}`, ` ${AT}`])('refuses %j as a timestamp, however it is signed', (timestamp) => {
    expect(outcome(prove({ timestamp, signature: sign('m1', timestamp, BODY), id: 'm1' }))).toMatch(/signature_(invalid|missing)/);
  });

  it('refuses an id with a dot: its signature would fit another id and body too', () => {
    const signature = sign('a', String(AT), `${AT}.x`);
    expect(signature).toBe(sign(`a.${AT}`, String(AT), 'x'));
    expect(outcome(prove({ id: `a.${AT}`, body: 'x', signature }))).toBe('signature_invalid');
  });

  it('says what was checked and what to do, and never the right signature', () => {
    const proof = prove({ secrets: [OTHER] });
    const detail = proof.proved ? '' : proof.detail;
    expect(detail).toBe('webhook-signature was checked against the body of POST https://leads.example/hooks/a and does not match. Use the same secret on both sides, and let nothing between them change the body.');
    const late = prove({ now: AT * 1_000 + 12 * MINUTES });
    expect(late.proved ? '' : late.detail).toBe("Timestamp is 12 min old; at most 5 min is accepted. Check this server's clock (now 2021-02-25T15:14:10Z).");
  });

  it.each(['', 'whsec_', 'whsec_not base64!', 'whsec_c2hvcnQ='])('takes %j for no secret', (secret) => {
    expect(standardKey(secret)).toBeNull();
  });
});

describe('a declared signature', () => {
  const github = declaredSignature.parse({ header: 'X-Hub-Signature-256', algorithm: 'hmac-sha256', encoding: 'hex', prefix: 'sha256=', signs: '{body}', secret: 'S' });
  const GITHUB = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  const stripeLike = declaredSignature.parse({ header: 'signature', algorithm: 'hmac-sha256', encoding: 'hex', signs: '{timestamp}.{body}', timestampHeader: 'sent-at', secret: 'S' });

  const prove = (declared: DeclaredSignature, headers: Record<string, string>, body: string, { secrets = ["It's a Secret to Everybody"], now = 0 } = {}): Proof =>
    proveDeclared({ headers, body: Buffer.from(body), address: 'POST https://leads.example/hooks/form', url: 'https://leads.example/hooks/form', now }, secrets.map((secret) => Buffer.from(secret)), declared);

  it.each([
    ['the published example', { 'x-hub-signature-256': GITHUB }, 'Hello, World!', 'proved'],
    ['capital hex digits', { 'x-hub-signature-256': `sha256=${GITHUB.slice(7).toUpperCase()}` }, 'Hello, World!', 'proved'],
    ['another body', { 'x-hub-signature-256': GITHUB }, 'Hello, World?', 'signature_invalid'],
    ['no prefix', { 'x-hub-signature-256': GITHUB.slice(7) }, 'Hello, World!', 'signature_invalid'],
    ['another prefix', { 'x-hub-signature-256': GITHUB.replace('sha256', 'sha1') }, 'Hello, World!', 'signature_invalid'],
    ['base64 where hex is declared', { 'x-hub-signature-256': `sha256=${Buffer.from(GITHUB.slice(7), 'hex').toString('base64')}` }, 'Hello, World!', 'signature_invalid'],
    ['a cut signature', { 'x-hub-signature-256': GITHUB.slice(0, -2) }, 'Hello, World!', 'signature_invalid'],
    ['something behind it', { 'x-hub-signature-256': `${GITHUB}00` }, 'Hello, World!', 'signature_invalid'],
    ['two headers joined', { 'x-hub-signature-256': `${GITHUB}, ${GITHUB}` }, 'Hello, World!', 'signature_invalid'],
    ['none', {}, 'Hello, World!', 'signature_missing'],
  ])('%s', (_, headers, body, expected) => {
    expect(outcome(prove(github, headers, body))).toBe(expected);
  });

  it.each([
    ['hmac-sha1', 'sha1'], ['hmac-sha256', 'sha256'],
  ] as const)('is over the bytes as they came, in %s', (algorithm, hash) => {
    const declared = { ...github, algorithm, encoding: 'base64' as const, prefix: '' };
    const body = '\ufeff{"name":"José",  "a":1}\n';
    const signature = createHmac(hash, 'k').update(Buffer.from(body)).digest('base64');
    expect(outcome(prove(declared, { 'x-hub-signature-256': signature }, body, { secrets: ['k'] }))).toBe('proved');
  });

  it.each([
    ['within its time', 1_700_000_000, 1_700_000_299, 'proved'],
    ['after its time', 1_700_000_000, 1_700_000_301, 'signature_expired'],
    ['before its time', 1_700_000_301, 1_700_000_000, 'signature_expired'],
  ])('with a timestamp: %s', (_, sent, now, expected) => {
    const signature = createHmac('sha256', 'k').update(`${sent}.{}`).digest('hex');
    expect(outcome(prove(stripeLike, { signature, 'sent-at': String(sent) }, '{}', { secrets: ['k'], now: now * 1_000 }))).toBe(expected);
  });
});
