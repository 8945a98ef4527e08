import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { AppName, EventMessage } from '#contracts';
import { kafkaSettings, openKafkajs } from '#messaging';
import { allStages } from '../stages/all-stages.js';
import { IntakeStage } from '../stages/intake.stage.js';
import { loadParts } from '../stages/stage-parts.js';
import { FloorBus } from './floor-bus.js';
import { FloorCalls } from './floor-calls.js';
import { answering, handingOn, openDoor } from './floor-door.js';
import { FloorSchema } from './floor-schema.js';

/**
 * One app of the floor as a process: `node floor-app.js <app>`, with DATABASE_URL, OUTSIDE_SCHEMA, KAFKA_BROKERS, KAFKA_PREFIX,
 * CONFIG_DIR and, for console, INTAKE_PORT in its environment. Tells its parent when it takes work, and on which port.
 */
const app = process.argv[2] as AppName;
const setting = (name: string): string => process.env[name]!;
const edge = { now: Date.now, nextId: monotonicFactory() };
const parts = await loadParts(setting('CONFIG_DIR'));
const schema = new FloorSchema(setting('DATABASE_URL'), setting('OUTSIDE_SCHEMA'), app, edge);
const bus = new FloorBus(openKafkajs(kafkaSettings({ setting: (name) => (name === 'KAFKA_BROKERS' ? setting(name) : undefined), secret: () => undefined }), app), setting('KAFKA_PREFIX'), fail);

await bus.connect();
const stages = allStages(parts).filter(({ group }) => group === app);
if (stages.length > 0) {
  await bus.subscribe(app, new Map(stages.map(({ topic, reads, run }) => [topic, async (values) => {
    const batch = values.map((value) => JSON.parse(value.toString('utf8')) as EventMessage);
    const { events } = await schema.write(reads(batch), (found) => run(batch, found, edge));
    await bus.publish(events, schema);
  }])));
}
process.send!({ port: await openOwn() });
// Also when the bench ends before it could say so.
for (const end of ['SIGTERM', 'disconnect']) process.once(end, () => process.exit(0));

async function openOwn(): Promise<number> {
  if (app === 'console') return openDoor(handingOn(Number(setting('INTAKE_PORT')), fail));
  if (app !== 'intake') return 0;
  const calls = new FloorCalls({ intake: new IntakeStage(parts, randomBytes(32)), schema, bus, edge, onFatal: fail });
  return openDoor(answering((bytes) => calls.take(bytes), fail));
}

function fail(error: unknown): never {
  process.stderr.write(`${app} of the floor cannot go on: ${(error as Error).stack}\n`);
  process.exit(1);
}
