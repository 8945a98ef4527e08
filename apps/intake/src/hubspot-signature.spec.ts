import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { proveHubspot } from './hubspot-signature.js';
import type { Proof } from './proof.js';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const URL = 'https://www.example.com/webhook_uri';
const BODY = '{"example_field":"example_value"}';
const AT = 1_611_762_600_000;
/** Made with HubSpot's own client library. */
const V3 = 'VkUe+LD9RoX+SbcxJW2o8Ba4J5O/RqQoIh3KfG5haj4=';
/** Published by HubSpot. */
const V2 = '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900';
const V1_BODY = '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
const V1 = '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de';

interface Given { headers?: Record<string, string | string[]>; body?: string; url?: string; now?: number; secrets?: string[]; version?: 'v1' | 'v2' | 'v3' }
const v3 = (signature = V3, time = String(AT)) => ({ 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': time });
const prove = ({ headers = v3(), body = BODY, url = URL, now = AT, secrets = [SECRET], version = 'v3' }: Given): Proof =>
  proveHubspot({ headers, body: Buffer.from(body), address: `POST ${url}`, url, now }, secrets.map((secret) => Buffer.from(secret)), version);
const outcome = (given: Given): string => {
  const proof = prove(given);
  return proof.proved ? 'proved' : proof.code;
};
const sign = (text: string, time = String(AT)) => createHmac('sha256', SECRET).update(text + time).digest('base64');

describe("HubSpot's signature v3", () => {
  it.each<[string, Given, string]>([
    ['the known example', {}, 'proved'],
    ['the old secret while it is replaced', { secrets: ['new', SECRET] }, 'proved'],
    ['a plus that a server made a space', { headers: v3(V3.replaceAll('+', ' ')) }, 'proved'],
    ['299 s old', { now: AT + 299_000 }, 'proved'],
    ['299 s ahead', { now: AT - 299_000 }, 'proved'],
    ['301 s old', { now: AT + 301_000 }, 'signature_expired'],
    ['301 s ahead', { now: AT - 301_000 }, 'signature_expired'],
    ['a year ahead', { headers: v3(V3, String(AT + 31_536_000_000)) }, 'signature_expired'],
    ['seconds for milliseconds', { headers: v3(V3, '1611762600') }, 'signature_expired'],
    ['another time within the window', { headers: v3(V3, String(AT + 1)) }, 'signature_invalid'],
    ['no signature', { headers: {} }, 'signature_missing'],
    ['an empty signature', { headers: v3('') }, 'signature_missing'],
    ['no time', { headers: { 'x-hubspot-signature-v3': V3 } }, 'signature_missing'],
    ['a header that came as a list', { headers: { ...v3(), 'x-hubspot-signature-v3': [V3] } }, 'signature_missing'],
    ['two headers joined', { headers: v3(`${V3}, ${V3}`) }, 'signature_invalid'],
    ['another secret', { secrets: ['other'] }, 'signature_invalid'],
    ['a byte more in the body', { body: `${BODY} ` }, 'signature_invalid'],
    ['no body', { body: '' }, 'signature_invalid'],
    ['another host', { url: 'https://evil.example.com/webhook_uri' }, 'signature_invalid'],
    ['http', { url: URL.replace('https', 'http') }, 'signature_invalid'],
    ['another path', { url: `${URL}/` }, 'signature_invalid'],
    ['a query', { url: `${URL}?a=1` }, 'signature_invalid'],
    ['hex', { headers: v3(Buffer.from(V3, 'base64').toString('hex')) }, 'signature_invalid'],
    ['a cut signature', { headers: v3(V3.slice(0, -2)) }, 'signature_invalid'],
    ['something behind it', { headers: v3(`${V3}A`) }, 'signature_invalid'],
    ['a prefix', { headers: v3(`sha256=${V3}`) }, 'signature_invalid'],
    ['only an older signature', { headers: { 'x-hubspot-signature': V2, 'x-hubspot-signature-version': 'v2' } }, 'signature_missing'],
  ])('%s', (_, given, expected) => {
    expect(outcome(given)).toBe(expected);
  });

  it.each(['', ' ', `${AT}x`, `-${AT}`, '1e12', 'NaN', '1e400', `${AT}.0`])('refuses %j as a time, however it is signed', (time) => {
    expect(outcome({ headers: v3(sign(`POST${URL}${BODY}`, time), time) })).toMatch(/signature_(invalid|missing)/);
  });

  it.each([
    ['what HubSpot leaves plain', '/h?a=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B', "/h?a=:/?@!$'()*,;"],
    ['everything else as it was sent', '/h?a=%20%25%26%2B%3D%C3%A9%3a', '/h?a=%20%25%26%2B%3D%C3%A9:'],
  ])('is over an address with %s', (_, sent, signed) => {
    const host = 'https://leads.example';
    expect(outcome({ url: host + sent, headers: v3(sign(`POST${host}${signed}${BODY}`)) })).toBe('proved');
  });

  it('says what was checked and what to do, and never the right signature', () => {
    const proof = prove({ secrets: ['other'] });
    expect(proof.proved ? '' : proof.detail).toBe('X-HubSpot-Signature-v3 was checked against POST https://www.example.com/webhook_uri and its body and does not match. Use the client secret of the app; the address must be the one that HubSpot calls (PUBLIC_URL), and nothing between may change the body.');
  });
});

describe("HubSpot's older signatures, where they are configured", () => {
  const old = (signature: string) => ({ 'x-hubspot-signature': signature });
  it.each<[string, Given, string]>([
    ['v2 as published', { version: 'v2', headers: old(V2) }, 'proved'],
    ['v1 as published', { version: 'v1', headers: old(V1), body: V1_BODY }, 'proved'],
    ['v2 with another address', { version: 'v2', headers: old(V2), url: `${URL}?a` }, 'signature_invalid'],
    ['v1 with another body', { version: 'v1', headers: old(V1) }, 'signature_invalid'],
    ['v1 where v2 is configured', { version: 'v2', headers: old(V1), body: V1_BODY }, 'signature_invalid'],
    ['an empty secret', { version: 'v1', headers: old(createHash('sha256').update(BODY).digest('hex')) }, 'signature_invalid'],
    ['none', { version: 'v1', headers: {} }, 'signature_missing'],
    ['v1 beside a v3 that does not match', { version: 'v1', headers: { ...old(V1), ...v3() }, body: V1_BODY }, 'signature_invalid'],
    ['v1 beside an empty v3', { version: 'v1', headers: { ...old(V1), 'x-hubspot-signature-v3': '' }, body: V1_BODY }, 'signature_missing'],
  ])('%s', (_, given, expected) => {
    expect(outcome(given)).toBe(expected);
  });
});
