import { FastifyAdapter } from '@nestjs/platform-fastify';
import { leadInput } from '#contracts';
import { INGEST_TOKEN } from '../send-leads.js';

/** A door with nothing behind it: Fastify parses, zod checks, the lead is answered and forgotten. Tells its parent its port. */
const fastify = new FastifyAdapter().getInstance();
let taken = 0;
fastify.post('/api/leads', (request, reply) => {
  if (request.headers.authorization !== `Bearer ${INGEST_TOKEN}`) return reply.code(401).send();
  const parsed = leadInput.safeParse(request.body);
  if (!parsed.success) return reply.code(422).send(parsed.error.issues);
  taken += 1;
  return reply.send({ submissionId: `submission-${taken}`, outcome: 'lead', leadId: `lead-${taken}` });
});
const address = await fastify.listen({ port: 0, host: '127.0.0.1' });
process.send!({ url: address });
for (const ending of ['SIGTERM', 'disconnect']) process.once(ending, () => process.exit(0));
