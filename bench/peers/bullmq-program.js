import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { answering, openDoor } from '../../dist/bench/src/distributed/floor-door.js';
import { LeadJob } from '../../dist/bench/src/peers/lead-job.js';
import { openPeerTables } from '../../dist/bench/src/peers/peer-tables.js';
import { loadParts } from '../../dist/bench/src/stages/stage-parts.js';

/**
 * The lead job on BullMQ as a process: `node bullmq-program.js <steps | batches> <port of Redis> <address of the tables> <folder of the
 * configuration>`. Tells its parent the port of its door. Settings and why: docs/performance.md, "Peers".
 */
const [shape, redisPort, address, configDir] = process.argv.slice(2);
const isSteps = shape === 'steps';
const CONCURRENCY = isSteps ? 100 : 4;
const CONNECTIONS = 16;

/** BullMQ asks for `maxRetriesPerRequest: null`; commands of one turn of the event loop share a round trip. */
const connect = () => new Redis({ host: '127.0.0.1', port: Number(redisPort), maxRetriesPerRequest: null, enableAutoPipelining: true });
const options = { removeOnComplete: true, removeOnFail: false, attempts: 3 };

const job = new LeadJob(await loadParts(configDir));
const tables = openPeerTables(address, CONNECTIONS);
const queue = new Queue('leads', { connection: connect(), defaultJobOptions: options });

/** What the steps made is in the job's data after each of them: a job that comes again goes on from there. */
async function stepByStep(queued) {
  let { submissions, made = [] } = queued.data;
  for (const step of job.steps.slice(made.length)) {
    made = [...made, step(submissions, made)];
    await queued.updateData({ made });
  }
  await tables.transact([], () => ({ rows: job.rowsOf(made) }));
}

/** A job that comes again begins again: it is one step. */
async function allAtOnce({ data: { submissions } }) {
  const made = [];
  for (const step of job.steps) made.push(step(submissions, made));
  await tables.transact([], () => ({ rows: job.rowsOf(made) }));
}

new Worker('leads', isSteps ? stepByStep : allAtOnce, { connection: connect(), concurrency: CONCURRENCY }).on('failed', (_, error) => fail(error)).on('error', fail);

const port = await openDoor(answering(async (bytes) => {
  const submissions = job.read(bytes);
  await queue.addBulk(isSteps ? submissions.map((submission) => ({ name: 'lead', data: { submissions: [submission] } })) : [{ name: 'leads', data: { submissions } }]);
  return submissions.map(({ id, leadId }) => ({ submissionId: id, outcome: 'lead', leadId }));
}, fail));
process.send({ port });
process.once('disconnect', () => process.exit(0)); // The bench is gone, whichever way it went.

function fail(error) {
  process.stderr.write(`BullMQ cannot go on: ${error.stack}\n`);
  process.exit(1);
}
