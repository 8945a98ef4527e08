import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { forkProgram } from '../fork-program.js';
import type { Side } from '../row.js';
import { sendLeads } from '../send-leads.js';

/** What a door costs that stores nothing: raw Fastify with zod. */
export const rawFastify: Side = {
  name: 'raw-fastify',
  async start(folder) {
    mkdirSync(folder, { recursive: true });
    const { child, said: { url }, stop } = await forkProgram<{ url: string }>(new URL('./raw-fastify-main.js', import.meta.url), { args: [], log: join(folder, 'fastify.log') });
    const answered = new Set<string>();
    return {
      parts: { services: [child.pid!] },
      async send(leads) {
        const ids = await sendLeads(url, leads);
        for (const id of ids) answered.add(id);
        return ids;
      },
      settled: async () => undefined,
      verify: async (total) => (answered.size === total ? [] : [`${answered.size} leads were answered, must be ${total}`]),
      counts: async () => ({}),
      assignedAt: async () => new Map(),
      stop,
    };
  },
};
