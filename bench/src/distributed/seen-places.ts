import { setTimeout as wait } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import mysql2, { type Connection } from 'mysql2/promise';
import { APPS, topics, type AppName } from '#contracts';
import { kafkaSettings, openKafkajs } from '#messaging';
import type { Places, Servers } from '../../../apps/standalone/src/product/distributed-places.js';
import { ONE_PER_LEAD, problemsOf } from '../one-per-lead.js';
import { countCommits, databaseCounts } from './database-counts.js';
import { keptBytes } from './kept-bytes.js';

/** In the order in which a lead passes: once one of them is done, nothing more comes from it. */
const ON_THE_WAY: readonly AppName[] = ['intake', 'enrichment', 'assignment', 'research', 'delivery', 'console'];
const ONE_EVENT_PER_LEAD: Readonly<Record<string, string>> = Object.fromEntries((['intake', 'enrichment', 'assignment'] as const).map((app) => [`events of ${app}`, `SELECT COUNT(*) AS found FROM ${app}_events`]));
const LOOK_EVERY_MS = 50;
/** Nothing may stand still for so long before everything is done. */
const STUCK_MS = 60_000;

/** By topic and partition. */
type Offsets = ReadonlyMap<string, number>;
const placeOf = (topic: string, partition: number): string => `${topic} ${partition}`;

/** The schemas and topics of a running side, seen from outside: nothing is written. */
export class SeenPlaces {
  private constructor(private readonly places: Places, private readonly database: Connection, private readonly admin: Admin) {}

  static async open(places: Places, { databaseUrl, brokers }: Servers): Promise<SeenPlaces> {
    const admin = openKafkajs(kafkaSettings({ setting: (variable) => (variable === 'KAFKA_BROKERS' ? brokers : undefined), secret: () => undefined }), 'bench').admin();
    await admin.connect();
    const database = await mysql2.createConnection(databaseUrl);
    await countCommits(database);
    return new SeenPlaces(places, database, admin);
  }

  /** Resolves when every app has read all that the ones before it published, and has published all it had to. Errors: an Error when nothing moves for a minute. */
  async settled(): Promise<void> {
    for (const app of ON_THE_WAY) {
      const ends = await this.endsOf(app);
      let [last, since] = ['', Date.now()];
      for (;;) {
        const [unread, unsent] = [await this.unread(app, ends), await this.count(`SELECT COUNT(*) AS found FROM ${app}_outbox`)];
        if (unread === 0 && unsent === 0) break;
        const now = `${unread} events that ${app} has not read and ${unsent} that it has not sent`;
        if (now !== last) [last, since] = [now, Date.now()];
        if (Date.now() - since > STUCK_MS) throw new Error(`Nothing moves: there are ${now}. See its log.`);
        await wait(LOOK_EVERY_MS);
      }
    }
  }

  /** What is not as it must be after `total` leads, in words. */
  verify(total: number): Promise<string[]> {
    const musts = [
      ...Object.entries({ ...ONE_PER_LEAD, ...ONE_EVENT_PER_LEAD }).map(([what, sql]) => ({ what, must: total, sql })),
      ...APPS.flatMap((app) => [`${app}_dead_letters`, `${app}_outbox`, `${app}_tasks`].map((table) => ({ what: `rows of ${table}`, must: 0, sql: `SELECT COUNT(*) AS found FROM ${table}` }))),
    ];
    return problemsOf(musts, (sql) => this.count(sql));
  }

  async assignedAt(): Promise<Map<string, number>> {
    const [rows] = await this.database.query(this.inSchemas('SELECT lead_id, at FROM assignment_decisions WHERE epoch = 1'));
    return new Map((rows as { lead_id: string; at: number }[]).map(({ lead_id, at }) => [lead_id, at]));
  }

  /** What the server did, then what is kept: the second is not in the first. */
  async counts(): Promise<Record<string, number>> {
    return { ...(await databaseCounts(this.database)), ...(await keptBytes(this.database, APPS, (app) => this.schemaOf(app))) };
  }

  async close(): Promise<void> {
    await Promise.all([this.database.end(), this.admin.disconnect()]);
  }

  private async endsOf(app: AppName): Promise<Offsets> {
    const heard = topics.filter(({ to }) => to.includes(app)).map(({ contract }) => this.places.prefix + contract.topic);
    const ends = await Promise.all(heard.map(async (topic) => (await this.admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [placeOf(topic, partition), Number(high)] as const)));
    return new Map(ends.flat().filter(([, high]) => high > 0));
  }

  private async unread(app: AppName, ends: Offsets): Promise<number> {
    if (ends.size === 0) return 0;
    const read = await this.admin.fetchOffsets({ groupId: this.places.prefix + app });
    const at = new Map(read.flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => [placeOf(topic, partition), Number(offset)] as const)));
    return [...ends].reduce((sum, [place, end]) => sum + end - Math.max(0, at.get(place) ?? 0), 0);
  }

  private async count(sql: string): Promise<number> {
    const [rows] = await this.database.query(this.inSchemas(sql));
    return (rows as { found: number }[])[0]!.found;
  }

  /** Tables are named after their app, and each app has a schema. */
  private inSchemas(sql: string): string {
    return sql.replace(/FROM (([a-z]+)_\w+)/g, (_, table: string, app: AppName) => `FROM ${this.schemaOf(app)}.${table}`);
  }

  private schemaOf(app: AppName): string {
    return new URL(this.places.databaseUrl(app)).pathname.slice(1);
  }
}
