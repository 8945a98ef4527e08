import { createHmac } from 'node:crypto';
import type { SandboxSecrets } from '../secrets.js';
import type { PlannedCall, VendorSender } from './planned-call.js';

/** More than any tolerance. */
const OLD_MS = 12 * 60_000;

/** The headers that a call leaves with for `baseUrl` at `now` (milliseconds), signed as its sender signs; flawed where that is planned. */
export function signCall(call: PlannedCall, secrets: SandboxSecrets, baseUrl: string, now: number): Record<string, string> {
  const type: Record<string, string> = call.vendor === 'salesforce' ? { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' } : { 'content-type': 'application/json' };
  if (call.flaw === 'no-signature') return type;
  return { ...type, ...(call.vendor ? vendorProof(call.vendor, call, secrets, baseUrl, now) : proof(call, secrets, now)) };
}

/** HubSpot signs the address that it calls; Pipedrive has a user and a password; Salesforce proves nothing outside the body. */
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

function proof({ id, connection, body, flaw }: PlannedCall, secrets: SandboxSecrets, now: number): Record<string, string> {
  const wrong = flaw === 'wrong-secret';
  switch (connection) {
    case 'hubspot-main':
    case 'pipedrive-partners': {
      const secret = connection === 'hubspot-main' ? secrets.HUBSPOT_WEBHOOK_SECRET : secrets.PIPEDRIVE_WEBHOOK_SECRET;
      const key = wrong ? Buffer.from('the secret of somebody else') : Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      const timestamp = String(Math.floor((flaw === 'old-timestamp' ? now - OLD_MS : now) / 1_000));
      return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}` };
    }
    case 'website-demo-form': return { 'form-signature': `sha256=${createHmac('sha256', wrong ? 'the secret of somebody else' : secrets.FORM_SECRET).update(body).digest('base64')}` };
    case 'api': return { authorization: `Bearer ${wrong ? 'somebody-elses-token' : secrets.INGEST_TOKEN}`, 'idempotency-key': id };
  }
}
