import { createHmac } from 'node:crypto';
import type { SandboxSecrets } from '../secrets.js';
import type { PlannedCall, VendorSender } from './planned-call.js';

/** More than any tolerance. */
const OLD_MS = 12 * 60_000;

/** Where a call goes: an outbound message proves itself by a key in its address. */
export function addressOf({ path, vendor, flaw }: PlannedCall, secrets: SandboxSecrets, baseUrl: string): URL {
  const url = new URL(path, baseUrl);
  if (vendor === 'salesforce' && flaw !== 'no-signature') url.searchParams.set('key', flaw === 'wrong-secret' ? 'the-secret-of-somebody-else' : secrets.SALESFORCE_WEBHOOK_SECRET);
  return url;
}

/** The headers that a call leaves with for `baseUrl` at `now` (milliseconds), signed as its sender signs; flawed where that is planned. */
export function signCall(call: PlannedCall, secrets: SandboxSecrets, baseUrl: string, now: number): Record<string, string> {
  const type: Record<string, string> = call.vendor === 'salesforce' ? { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' } : { 'content-type': 'application/json' };
  if (call.flaw === 'no-signature') return type;
  return { ...type, ...(call.vendor ? vendorProof(call.vendor, call, secrets, baseUrl, now) : proof(call, secrets)) };
}

/** HubSpot signs the address that it calls; Pipedrive has a user and a password; Salesforce is known by its address. */
function vendorProof(vendor: VendorSender, { path, body, flaw }: PlannedCall, secrets: SandboxSecrets, baseUrl: string, now: number): Record<string, string> {
  const wrong = 'the secret of somebody else';
  switch (vendor) {
    case 'hubspot': {
      const timestamp = String(flaw === 'old-timestamp' ? now - OLD_MS : now);
      const signed = `POST${new URL(path, baseUrl).href}${body}${timestamp}`;
      return { 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': createHmac('sha256', flaw === 'wrong-secret' ? wrong : secrets.HUBSPOT_WEBHOOK_SECRET).update(signed).digest('base64') };
    }
    case 'pipedrive': return { authorization: `Basic ${Buffer.from(`${secrets.PIPEDRIVE_WEBHOOK_USER}:${flaw === 'wrong-secret' ? wrong : secrets.PIPEDRIVE_WEBHOOK_SECRET}`).toString('base64')}` };
    case 'salesforce': return {};
  }
}

function proof({ id, connection, body, flaw }: PlannedCall, secrets: SandboxSecrets): Record<string, string> {
  const wrong = flaw === 'wrong-secret';
  switch (connection) {
    case 'website-demo-form': return { 'form-signature': `sha256=${createHmac('sha256', wrong ? 'the secret of somebody else' : secrets.FORM_SECRET).update(body).digest('base64')}` };
    case 'api': return { authorization: `Bearer ${wrong ? 'somebody-elses-token' : secrets.INGEST_TOKEN}`, 'idempotency-key': id };
    default: throw new Error(`A call of ${connection} has a vendor.`);
  }
}
