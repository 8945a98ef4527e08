import type Database from 'better-sqlite3';
import { APPS, topics, type Envelope } from '#contracts';
import { readTopics, type KafkaSettings } from '#messaging';

/**
 * Brings together the events that were published and those that are committed and wait in an outbox, as the log that embedded mode has:
 * in the order in which each producer committed them. An event that is on its topic twice is one event. Returns the topics that do not
 * hold all of theirs any more, with the reason. Errors: BUS.*.
 */
export async function copyEvents(kafka: KafkaSettings | null, into: Database.Database): Promise<Map<string, string>> {
  into.exec('CREATE TABLE seen_events (id, producer, sequence, topic, lead_id, message, published_at, UNIQUE (id, message))');
  const insert = into.prepare('INSERT OR IGNORE INTO seen_events VALUES (?, ?, ?, ?, ?, ?, ?)');
  const keep = (topic: string, { id, producer, sequence, leadId, occurredAt }: Envelope, message: string): void => { insert.run(id, producer, sequence, topic, leadId, message, Date.parse(occurredAt)); };
  for (const app of APPS.filter((name) => hasTable(into, `${name}_outbox`))) {
    // What is published again has a text of its own and is known already.
    for (const { topic, message } of into.prepare(`SELECT topic, kept.message FROM ${app}_outbox JOIN ${app}_events AS kept USING (number) WHERE ${app}_outbox.message IS NULL`).all() as { topic: string; message: string }[]) {
      keep(topic, JSON.parse(message) as Envelope, message);
    }
  }
  const notKept = await published(kafka, keep);
  into.exec('CREATE TABLE bus_messages AS SELECT ROW_NUMBER() OVER (ORDER BY producer, sequence) AS position, topic, lead_id, message, published_at FROM seen_events');
  return notKept;
}

async function published(kafka: KafkaSettings | null, keep: (topic: string, event: Envelope, message: string) => void): Promise<Map<string, string>> {
  const names = topics.map(({ contract }) => contract.topic);
  if (!kafka) return new Map(names.map((topic) => [topic, 'the events are on Kafka, and no brokers were named (KAFKA_BROKERS, or --brokers)']));
  const shortened = await readTopics(kafka, names, (topic, value) => {
    const event = asEvent(value);
    if (event) keep(topic, event, value);
  });
  return new Map(shortened.map(({ topic, from }) => [topic, `${topic} begins at number ${from}: what is older is gone by its retention`]));
}

/** What is no event of ours ends as a dead letter of whoever reads the topic; here it is nothing, as is what was published again. */
function asEvent(value: string): Envelope | null {
  try {
    const event = JSON.parse(value) as Envelope;
    return typeof event.id === 'string' && typeof event.sequence === 'number' && typeof event.producer === 'string' && !event.again ? event : null;
  } catch {
    return null;
  }
}

const hasTable = (database: Database.Database, name: string): boolean => database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(name) !== undefined;
