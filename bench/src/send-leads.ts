import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { BenchLead } from './leads.js';

/** The tokens of the bench at the doors of all sides. */
export const INGEST_TOKEN = 'ingest-of-the-bench-only';
export const ADMIN_TOKEN = 'admin-of-the-bench-only';

const agent = new Agent({ keepAlive: true });

/** `POST /api/leads` as a program does it: one lead as an object, several as a list. Resolves with the ids of the leads. Errors: an Error with an answer that is not 2xx. */
export async function sendLeads(url: string, leads: readonly BenchLead[]): Promise<string[]> {
  const { status, text } = await post(`${url}/api/leads`, JSON.stringify(leads.length === 1 ? leads[0] : leads));
  if (status !== 200) throw new Error(`POST /api/leads answered ${status}: ${text.slice(0, 500)}`);
  return ([JSON.parse(text)].flat() as { leadId: string }[]).map(({ leadId }) => leadId);
}

async function post(url: string, body: string): Promise<{ status: number; text: string }> {
  const call = request(url, { agent, method: 'POST', headers: { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } });
  call.end(body);
  try {
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk as string;
    return { status: response.statusCode!, text };
  } catch (error) {
    // The server closed a connection that was idle before it saw the call: then nothing was stored.
    if (call.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET') return post(url, body);
    throw error;
  }
}
