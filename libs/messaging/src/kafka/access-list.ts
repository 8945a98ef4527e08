import { APPS, topics, type AppName, type TopicRow } from '#contracts';

/**
 * What each app may do on the brokers, as commands: write what it publishes, read what it hears, and be a member of its own
 * group. Nothing else, so that an app cannot forge another's events. The principal of an app is its SASL user.
 */
export function kafkaAccessList(prefix: string, rows: readonly TopicRow[] = topics): string[] {
  const add = (app: AppName, rest: string): string => `kafka-acls.sh --bootstrap-server "$KAFKA_BROKERS" --command-config admin.properties --add --allow-principal User:${app} ${rest}`;
  const named = (of: readonly TopicRow[]): string => of.map(({ contract }) => `--topic ${prefix}${contract.topic}`).join(' ');
  return APPS.flatMap((app) => {
    const [writes, reads] = [rows.filter(({ from }) => from.includes(app)), rows.filter(({ to }) => to.includes(app))];
    return [
      ...(writes.length > 0 ? [add(app, `--operation Write --operation Describe ${named(writes)}`)] : []),
      ...(reads.length > 0 ? [add(app, `--operation Read --operation Describe ${named(reads)}`), add(app, `--operation Read --operation Describe --group ${prefix}${app}`)] : []),
    ];
  });
}

const RIGHTS = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, DROP, REFERENCES';
/** Money of paid calls and keys of persons: reached through their libs only, so that it is one schema for all. */
const SHARED = 'leadwright_outside';

/** A schema for each app, and the rights of its user there and on what all share. */
export function schemaGrants(): string[] {
  const create = (schema: string): string => `CREATE DATABASE IF NOT EXISTS ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`;
  const grant = (app: AppName, schema: string): string => `GRANT ${RIGHTS} ON ${schema}.* TO '${app}'@'%';`;
  return [create(SHARED), ...APPS.flatMap((app) => [create(`leadwright_${app}`), grant(app, `leadwright_${app}`), grant(app, SHARED)])];
}
