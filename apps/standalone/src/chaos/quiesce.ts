import type { Connection } from 'mysql2/promise';
import type { Admin } from 'kafkajs';

/** Where the run can be looked at from outside. `schema` gives the schema of an app. */
export interface Places { readonly database: Connection; readonly admin: Admin; readonly prefix: string; readonly schema: (app: string) => string }

const APPS = ['intake', 'enrichment', 'research', 'assignment', 'delivery', 'console'];
/** Tasks that come again for ever. */
const PERIODIC = ['intake.reconcile', 'intake.keep-zoho-channel'];
const SOON_MS = 45_000;
const LOOK_EVERY_MS = 1_000;
/** Nothing may be open for so many looks in a row. */
const LOOKS = 4;

/** Waits until nothing is left to do. Gives what is still open after `withinMs`; empty when all came to rest. */
export async function quiesce(places: Places, seenOutside: () => number, withinMs: number, onLook: (open: readonly string[]) => void = () => undefined): Promise<string[]> {
  const until = Date.now() + withinMs;
  let calm = 0;
  let seen = -1;
  for (;;) {
    const open = await stillOpen(places);
    onLook(open);
    calm = open.length === 0 && seenOutside() === seen ? calm + 1 : 0;
    seen = seenOutside();
    if (calm >= LOOKS) return [];
    if (Date.now() > until) return open.length > 0 ? open : ['the outside is still being written to'];
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  }
}

async function stillOpen({ database, admin, prefix, schema }: Places): Promise<string[]> {
  const open: string[] = [];
  const count = async (what: string, sql: string, values: unknown[] = []): Promise<void> => {
    const [rows] = await database.query(sql, values);
    const amount = Number((rows as { amount: number }[])[0]!.amount);
    if (amount > 0) open.push(`${amount} ${what}`);
  };
  for (const app of APPS) {
    const at = schema(app);
    await count(`events in the outbox of ${app}`, `SELECT COUNT(*) AS amount FROM ${at}.${app}_outbox`);
    await count(`tasks of ${app}`, `SELECT COUNT(*) AS amount FROM ${at}.${app}_tasks WHERE kind NOT IN (?) AND (leased_until IS NOT NULL OR attempt > 0 OR kind IN ('message.retry', 'research.run') OR due_at < ?)`, [PERIODIC, Date.now() + SOON_MS]);
    // After brokers were down they take a while to know who keeps the positions of a group.
    const lag = await lagOf(admin, prefix + app).catch((error: Error) => error.message);
    if (lag !== 0) open.push(typeof lag === 'number' ? `${lag} records that ${app} has not read` : `nobody says what ${app} has read (${lag})`);
  }
  await count('announced leads that were not read back', `SELECT COUNT(*) AS amount FROM ${schema('intake')}.intake_readings`);
  await count('leads that wait for research', `SELECT COUNT(*) AS amount FROM ${schema('assignment')}.assignment_leads WHERE status = 'waiting'`);
  await count('research runs', `SELECT COUNT(*) AS amount FROM ${schema('research')}.research_runs WHERE ended = 0`);
  await count('effects under way', `SELECT COUNT(*) AS amount FROM ${schema('delivery')}.delivery_effects WHERE state = 'attempting'`);
  return open;
}

async function lagOf(admin: Admin, groupId: string): Promise<number> {
  let lag = 0;
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
    const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
    for (const { partition, offset } of partitions) {
      const { low, high } = ends.get(partition) ?? { low: 0, high: 0 };
      lag += Math.max(0, high - Math.max(Number(offset), low));
    }
  }
  return lag;
}
