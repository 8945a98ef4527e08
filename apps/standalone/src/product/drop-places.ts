import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql2 from 'mysql2/promise';
import { APPS } from '#contracts';
import { kafkaSettings, openKafkajs } from '#messaging';
import type { Servers } from './distributed-places.js';

/** Takes away what a product on processes had on the servers: its schemas, topics and groups. */
export async function dropPlaces(dataDir: string, { databaseUrl, brokers }: Servers): Promise<void> {
  const { name } = JSON.parse(readFileSync(join(dataDir, 'places.json'), 'utf8')) as { name: string };
  const connection = await mysql2.createConnection(databaseUrl);
  for (const schema of [...APPS, 'outside']) await connection.query(`DROP DATABASE ${name}_${schema}`);
  await connection.end();
  const admin = openKafkajs(kafkaSettings({ setting: (variable) => (variable === 'KAFKA_BROKERS' ? brokers : undefined), secret: () => undefined }), 'test').admin();
  await admin.connect();
  await admin.deleteTopics({ topics: (await admin.listTopics()).filter((topic) => topic.startsWith(`${name}.`)) });
  await admin.disconnect();
}
