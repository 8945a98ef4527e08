import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import mysql2 from 'mysql2/promise';
import { Environment, migrateService } from '#platform';
import type { ChaosServers } from '../../../apps/standalone/src/chaos/servers.js';
import { preparePlaces } from '../../../apps/standalone/src/product/distributed-places.js';
import { dropPlaces } from '../../../apps/standalone/src/product/drop-places.js';
import { services } from '../../../apps/standalone/src/start-standalone.js';
import { countCommits, databaseCounts } from '../distributed/database-counts.js';
import { migrateFloor } from '../embedded/open-floor.js';
import { SeenTables } from './seen-tables.js';

/** Where a peer has its rows: the tables of the product, made by its own migrations. */
export interface PeerPlace {
  /** For `openPeerTables`. */
  readonly address: string;
  /** Of topics, where there are brokers. */
  readonly prefix: string;
  readonly seen: SeenTables;
  /** Processes that do its work, by part; none where it is a file. */
  readonly parts: Readonly<Record<string, readonly number[]>>;
  counts(): Promise<Record<string, number>>;
  /** Takes it away. */
  drop(): Promise<void>;
}

/** One SQLite file in `folder`. */
export async function filePlace(folder: string): Promise<PeerPlace> {
  mkdirSync(folder, { recursive: true });
  await migrateFloor(folder);
  const address = join(folder, 'leadwright.sqlite');
  const database = new Database(address, { readonly: true, timeout: 10_000 });
  return { address, prefix: '', parts: {}, seen: new SeenTables(async (sql) => database.prepare(sql).all()), counts: async () => ({}), drop: async () => { database.close(); } };
}

/** One schema on the database server for all tables, and the topics of the product on the brokers. */
export async function serverPlace(folder: string, servers: ChaosServers): Promise<PeerPlace> {
  mkdirSync(folder, { recursive: true });
  const { outsideSchema, prefix } = await preparePlaces(folder, servers);
  const address = Object.assign(new URL(servers.databaseUrl), { pathname: `/${outsideSchema}` }).href;
  for (const service of services) await migrateService(service, new Environment({ DATABASE_URL: address, OUTSIDE_SCHEMA: outsideSchema }));
  const connection = await mysql2.createConnection(address);
  await countCommits(connection);
  return {
    address, prefix, parts: { database: [servers.pid('mariadb')] }, seen: new SeenTables(async (sql) => (await connection.query(sql))[0] as unknown[]), counts: () => databaseCounts(connection),
    async drop() {
      await connection.end();
      await dropPlaces(folder, servers);
    },
  };
}
