import { existsSync, readFileSync } from 'node:fs';
import type { Servers } from './distributed-places.js';

const INFRA = '.cache/infra.json';

/** The database and the brokers: as the environment names them, else what `npm run infra:up` started. Errors: an Error that says what to do. */
export function findServers(environment: NodeJS.ProcessEnv): Servers {
  const started = existsSync(INFRA) ? (JSON.parse(readFileSync(INFRA, 'utf8')) as { DATABASE_URL?: string; KAFKA_BROKERS?: string }) : {};
  const databaseUrl = environment['DATABASE_URL'] || started.DATABASE_URL;
  const brokers = environment['KAFKA_BROKERS'] || started.KAFKA_BROKERS;
  if (!databaseUrl || !brokers) throw new Error('There is no database or there are no brokers to run on. Start them with npm run infra:up, or set DATABASE_URL (mysql://user:password@host:3306) and KAFKA_BROKERS.');
  return { databaseUrl, brokers };
}
