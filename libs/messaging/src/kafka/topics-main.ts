import { parseArgs } from 'node:util';
import { terminal } from '#contracts';
import { kafkaAccessList, schemaGrants } from './access-list.js';
import { kafkaSettings, settingsOf } from './kafka-settings.js';
import { withTopicAdmin } from './kafkajs-topics.js';
import { makeTopics } from './make-topics.js';
import { plannedTopics } from './planned-topics.js';

const help = `npm run topics [-- --partitions 12] [--replication -1] [--retention-days 7] [--dry-run | --acls]

Makes the topics of libs/contracts/src/topics.ts that are missing on KAFKA_BROKERS, and says what differs from the plan.
It changes and deletes nothing; run it before every new version.
  --partitions      of a topic; config.published has one
  --replication     copies of every record; -1: what the brokers do by default
  --retention-days  1 to 13 (what consumers have seen is remembered for 14); config.published is compacted instead
  --dry-run         only says what would be done
  --acls            only prints what each app may do: commands for kafka-acls.sh, then SQL for its schema
Also by KAFKA_PARTITIONS, KAFKA_REPLICATION and KAFKA_RETENTION_DAYS.
Brokers: KAFKA_BROKERS, KAFKA_TLS, KAFKA_CA_FILE, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, KAFKA_PREFIX.`;

function wholeNumber(name: string, text: string, allowed: (value: number) => boolean, what: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || !allowed(value)) throw terminal('TOPICS.ARGUMENT', `--${name} is "${text}"; it is ${what}.`);
  return value;
}

try {
  // eslint-disable-next-line no-restricted-syntax -- an entrance
  const environment = settingsOf(process.env);
  const { values } = parseArgs({
    options: {
      partitions: { type: 'string', default: environment.setting('KAFKA_PARTITIONS') ?? '12' }, replication: { type: 'string', default: environment.setting('KAFKA_REPLICATION') ?? '-1' },
      'retention-days': { type: 'string', default: environment.setting('KAFKA_RETENTION_DAYS') ?? '7' },
      'dry-run': { type: 'boolean', default: false }, acls: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(help);
  else if (values.acls) console.log([...kafkaAccessList(environment.setting('KAFKA_PREFIX') ?? ''), '', ...schemaGrants()].join('\n'));
  else {
    const settings = kafkaSettings(environment);
    const plans = plannedTopics({
      prefix: settings.prefix,
      partitions: wholeNumber('partitions', values.partitions, (value) => value >= 1 && value <= 1_000, 'a number from 1 to 1000'),
      replication: wholeNumber('replication', values.replication, (value) => value === -1 || value >= 1, '-1 or a number of copies'),
      retentionDays: wholeNumber('retention-days', values['retention-days'], (value) => value >= 1 && value <= 13, 'a number from 1 to 13'),
    });
    const lines = await withTopicAdmin(settings, (topics) => makeTopics(topics, plans, { dryRun: values['dry-run'] }));
    console.log(lines.join('\n'));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
