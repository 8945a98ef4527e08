import { createHmac } from 'node:crypto';
import type { SandboxSecrets } from '../secrets.js';
import type { PlannedCall } from './planned-call.js';

/** More than any tolerance. */
const OLD_MS = 12 * 60_000;

/** The headers that a call leaves with at `now` (milliseconds), signed as its sender signs; flawed where that is planned. */
export function signCall(call: PlannedCall, secrets: SandboxSecrets, now: number): Record<string, string> {
  return { 'content-type': 'application/json', ...(call.flaw === 'no-signature' ? {} : proof(call, secrets, now)) };
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
