import type { BenchLead } from './leads.js';

/** The token of the bench at the doors of all sides. */
export const INGEST_TOKEN = 'ingest-of-the-bench-only';
export const ADMIN_TOKEN = 'admin-of-the-bench-only';

/** `POST /api/leads` as a program does it; resolves with the ids of the leads. Errors: an Error with an answer that is not 2xx. */
export async function sendLeads(url: string, leads: readonly BenchLead[]): Promise<string[]> {
  const response = await fetch(`${url}/api/leads`, {
    method: 'POST', headers: { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'application/json' }, body: JSON.stringify(leads),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST /api/leads answered ${response.status}: ${text.slice(0, 500)}`);
  return (JSON.parse(text) as { leadId: string }[]).map(({ leadId }) => leadId);
}
