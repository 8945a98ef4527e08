import { describe, expect, it } from '@jest/globals';
import { SANDBOX_SECRETS } from '../secrets.js';
import type { PlannedCall } from './planned-call.js';
import { addressOf, signCall } from './sign-call.js';

const call = (more: Partial<PlannedCall>): PlannedCall =>
  ({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', connection: 'hubspot-main', path: '/hooks/hubspot-main', body: '{"test": 2432232314}', flaw: null, refusal: null, afterMs: null, submissions: [], ...more });
const secrets = { ...SANDBOX_SECRETS, FORM_SECRET: "It's a Secret to Everybody" };
const URL_OF_PRODUCT = 'https://leads.rimewell.example';
const AT = 1_614_265_330_000;

describe('signCall', () => {
  it('signs a form by the HMAC of its body', () => {
    const hex = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    expect(signCall(call({ connection: 'website-demo-form', body: 'Hello, World!' }), secrets, URL_OF_PRODUCT, AT)['form-signature']).toBe(`sha256=${Buffer.from(hex, 'hex').toString('base64')}`);
  });

  it('gives a program its token and the key by which a call is known again', () => {
    expect(signCall(call({ connection: 'api', id: 'api-7' }), secrets, URL_OF_PRODUCT, AT)).toMatchObject({ authorization: `Bearer ${secrets.INGEST_TOKEN}`, 'idempotency-key': 'api-7' });
  });

  it('signs for HubSpot as its published example: over the address that it calls, with the time in milliseconds', () => {
    const app = { ...secrets, HUBSPOT_WEBHOOK_SECRET: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy' };
    const at = 1_611_762_600_000;
    const hubspot = call({ vendor: 'hubspot', path: '/webhook_uri', body: '{"example_field":"example_value"}' });
    const good = { 'content-type': 'application/json', 'x-hubspot-request-timestamp': String(at), 'x-hubspot-signature-v3': 'VkUe+LD9RoX+SbcxJW2o8Ba4J5O/RqQoIh3KfG5haj4=' };
    expect(signCall(hubspot, app, 'https://www.example.com', at)).toEqual(good);
    expect(signCall(hubspot, app, 'http://127.0.0.1:3000', at)['x-hubspot-signature-v3']).not.toBe(good['x-hubspot-signature-v3']);
    expect(signCall({ ...hubspot, flaw: 'wrong-secret' }, app, 'https://www.example.com', at)['x-hubspot-signature-v3']).not.toBe(good['x-hubspot-signature-v3']);
    expect(signCall({ ...hubspot, flaw: 'no-signature' }, app, 'https://www.example.com', at)).toEqual({ 'content-type': 'application/json' });
    expect(signCall({ ...hubspot, flaw: 'old-timestamp' }, app, 'https://www.example.com', at)['x-hubspot-request-timestamp']).toBe(String(at - 720_000));
  });

  it('comes as Pipedrive with user and password, and as Salesforce with a key in the address and nothing else', () => {
    const { authorization } = signCall(call({ vendor: 'pipedrive' }), secrets, URL_OF_PRODUCT, AT);
    expect(Buffer.from(authorization!.replace('Basic ', ''), 'base64').toString()).toBe(`rimewell:${secrets.PIPEDRIVE_WEBHOOK_SECRET}`);
    expect(signCall(call({ vendor: 'salesforce' }), secrets, URL_OF_PRODUCT, AT)).toEqual({ 'content-type': 'text/xml; charset=utf-8', soapaction: '""' });
    const message = call({ vendor: 'salesforce', path: '/hooks/salesforce-emea' });
    expect(addressOf(message, secrets, URL_OF_PRODUCT).href).toBe(`https://leads.rimewell.example/hooks/salesforce-emea?key=${secrets.SALESFORCE_WEBHOOK_SECRET}`);
    expect(addressOf({ ...message, flaw: 'wrong-secret' }, secrets, URL_OF_PRODUCT).href).not.toContain(secrets.SALESFORCE_WEBHOOK_SECRET);
    expect(addressOf({ ...message, flaw: 'no-signature' }, secrets, URL_OF_PRODUCT).href).toBe('https://leads.rimewell.example/hooks/salesforce-emea');
  });
});
