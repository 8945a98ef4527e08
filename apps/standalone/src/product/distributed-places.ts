import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql2 from 'mysql2/promise';
import { APPS, type AppName } from '#contracts';
import { kafkaSettings, makeTopics, plannedTopics, withTopicAdmin } from '#messaging';

/** Schemas and topics of one product on servers that are also others'. */
export interface Places {
  readonly prefix: string;
  readonly key: string;
  /** `%` gives the address with a place for the app. */
  readonly databaseUrl: (app: AppName | '%') => string;
  readonly outsideSchema: string;
}

/** The servers to use: an address without a schema, and brokers. */
export interface Servers { readonly databaseUrl: string; readonly brokers: string }

/** What a data folder's product has on the servers; made at the first start, found at later ones. Topics have few `partitions`: there are few processes. */
export async function preparePlaces(dataDir: string, servers: Servers, partitions = 4): Promise<Places> {
  const file = join(dataDir, 'places.json');
  const isNew = !existsSync(file);
  const { name, key } = isNew ? { name: `lw_e2e_${randomBytes(5).toString('hex')}`, key: randomBytes(32).toString('base64url') } : (JSON.parse(readFileSync(file, 'utf8')) as { name: string; key: string });
  const places: Places = { prefix: `${name}.`, key, outsideSchema: `${name}_outside`, databaseUrl: (app) => Object.assign(new URL(servers.databaseUrl), { pathname: `/${name}_${app}` }).href };
  if (!isNew) return places;
  const connection = await mysql2.createConnection(servers.databaseUrl);
  for (const schema of [...APPS, 'outside']) await connection.query(`CREATE DATABASE ${name}_${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.end();
  const settings = kafkaSettings({ setting: (variable) => ({ KAFKA_BROKERS: servers.brokers, KAFKA_PREFIX: places.prefix })[variable], secret: () => undefined });
  await withTopicAdmin(settings, (admin) => makeTopics(admin, plannedTopics({ partitions, replication: -1, retentionDays: 7, prefix: places.prefix }), { dryRun: false }));
  writeFileSync(file, JSON.stringify({ name, key }), { mode: 0o600 });
  return places;
}
