import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from '@jest/globals';

const INFRA = '.cache/infra.json';

/** The server that specs make their schemas on: `TEST_DATABASE_URL`, or what `npm run infra:up` started. Null when there is neither. */
export const testDatabaseUrl = (): string | null => process.env.TEST_DATABASE_URL || (started().DATABASE_URL ?? null);

/** The brokers that specs make their topics on: `TEST_KAFKA_BROKERS`, or what `npm run infra:up` started. Null when there are neither. */
export const testBrokers = (): string[] | null => (process.env.TEST_KAFKA_BROKERS || started().KAFKA_BROKERS)?.split(',') ?? null;

/** Specs that need a server. Without it they are skipped and say what is `missing`; in CI that is a failure. */
export function describeWith(server: unknown, name: string, missing: string, specs: () => void): void {
  if (server) return describe(name, specs);
  const reason = `${name}: skipped, ${missing}`;
  if (process.env.CI === 'true') it(reason, () => { throw new Error(reason); });
  else it.skip(reason, () => undefined);
}

const started = (): { DATABASE_URL?: string; KAFKA_BROKERS?: string } => (existsSync(INFRA) ? (JSON.parse(readFileSync(INFRA, 'utf8')) as object) : {});
