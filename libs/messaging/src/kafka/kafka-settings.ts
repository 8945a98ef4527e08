import { readFileSync } from 'node:fs';
import { terminal } from '#contracts';

export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** Where the brokers are and how to speak with them. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  /** Null: unencrypted. Otherwise certificates are checked, against `ca` (PEM) or the system's authorities. */
  readonly tls: { readonly ca?: string } | null;
  readonly sasl: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string } | null;
  /** A member that is silent for so long loses its partitions. */
  readonly sessionMs: number;
  /** Before the name of every topic and group; empty where the cluster is ours alone. */
  readonly prefix: string;
}

/** What `Environment` offers: plain settings, and secrets that may come from `NAME_FILE`. */
export interface SettingsReader {
  setting(name: string): string | undefined;
  secret(name: string): string | undefined;
}

/** Reads variables as `Environment` does, for an entrance that stands below it. */
export const settingsOf = (variables: Readonly<Record<string, string | undefined>>): SettingsReader => ({
  setting: (name) => variables[name] || undefined,
  secret: (name) => variables[name] || (variables[`${name}_FILE`] ? readFileSync(variables[`${name}_FILE`]!, 'utf8').trim() : undefined),
});

const MECHANISMS: readonly string[] = ['plain', 'scram-sha-256', 'scram-sha-512'];

/**
 * Reads KAFKA_BROKERS (`host:port,host:port`), KAFKA_TLS (`on | off`), KAFKA_CA_FILE (a PEM file; means TLS), KAFKA_SASL_MECHANISM
 * (`plain | scram-sha-256 | scram-sha-512`) with KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD (or `…_PASSWORD_FILE`), and
 * KAFKA_SESSION_MS (6000 to 300000, default 30000), KAFKA_PREFIX (`sales.`, for a shared cluster). Errors: KAFKA.SETTINGS, terminal, naming all problems at once.
 */
export function kafkaSettings(from: SettingsReader): KafkaSettings {
  const problems: string[] = [];
  const settings = { brokers: brokersOf(from, problems), tls: tlsOf(from, problems), sasl: saslOf(from, problems), sessionMs: sessionOf(from, problems), prefix: prefixOf(from, problems) };
  if (problems.length > 0) throw terminal('KAFKA.SETTINGS', `The settings of Kafka have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}. ${problems.join(' ')}`);
  return settings;
}

function brokersOf(from: SettingsReader, problems: string[]): string[] {
  const entries = (from.setting('KAFKA_BROKERS') ?? '').split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
  if (entries.length === 0) problems.push('KAFKA_BROKERS is empty: name at least one broker, host:port.');
  for (const entry of entries) {
    const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(entry)!;
    if (host === '' || /[/\s]|^\w+:$/.test(host!)) problems.push(`KAFKA_BROKERS: "${entry}" is no host:port.`);
    else if (port === undefined) problems.push(`KAFKA_BROKERS: "${entry}" has no port; write ${entry}:9092 if that is the one.`);
    else if (Number(port) < 1 || Number(port) > 65_535) problems.push(`KAFKA_BROKERS: "${entry}" has a port beyond 65535.`);
  }
  return entries;
}

function tlsOf(from: SettingsReader, problems: string[]): KafkaSettings['tls'] {
  const tls = from.setting('KAFKA_TLS');
  const file = from.setting('KAFKA_CA_FILE');
  if (tls !== undefined && tls !== 'on' && tls !== 'off') problems.push(`KAFKA_TLS is "${tls}"; it is on or off.`);
  if (file === undefined) return tls === 'on' ? {} : null;
  if (tls === 'off') problems.push('KAFKA_TLS is off and KAFKA_CA_FILE names an authority; remove one of them.');
  try {
    const ca = readFileSync(file, 'utf8');
    if (!ca.includes('-----BEGIN CERTIFICATE-----')) problems.push(`KAFKA_CA_FILE: ${file} holds no PEM certificate.`);
    return { ca };
  } catch (error) {
    problems.push(`KAFKA_CA_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    return null;
  }
}

function saslOf(from: SettingsReader, problems: string[]): KafkaSettings['sasl'] {
  const mechanism = from.setting('KAFKA_SASL_MECHANISM')?.toLowerCase();
  const username = from.setting('KAFKA_SASL_USERNAME');
  let password: string | undefined;
  try {
    password = from.secret('KAFKA_SASL_PASSWORD');
  } catch (error) {
    problems.push(`KAFKA_SASL_PASSWORD_FILE cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    password = 'unread';
  }
  if (mechanism === undefined) {
    if (username !== undefined || password !== undefined) problems.push(`KAFKA_SASL_USERNAME or KAFKA_SASL_PASSWORD is set, but KAFKA_SASL_MECHANISM is not; it is one of ${MECHANISMS.join(', ')}.`);
    return null;
  }
  if (!MECHANISMS.includes(mechanism)) problems.push(`KAFKA_SASL_MECHANISM is "${mechanism}"; it is one of ${MECHANISMS.join(', ')}.`);
  if (username === undefined) problems.push('KAFKA_SASL_USERNAME is missing.');
  if (password === undefined) problems.push('KAFKA_SASL_PASSWORD is missing; it can also come from the file that KAFKA_SASL_PASSWORD_FILE names.');
  return { mechanism: mechanism as SaslMechanism, username: username ?? '', password: password ?? '' };
}

function sessionOf(from: SettingsReader, problems: string[]): number {
  const text = from.setting('KAFKA_SESSION_MS') ?? '30000';
  const ms = Number(text);
  if (!Number.isInteger(ms) || ms < 6_000 || ms > 300_000) problems.push(`KAFKA_SESSION_MS is "${text}"; it is a number of milliseconds from 6000 to 300000.`);
  return ms;
}

function prefixOf(from: SettingsReader, problems: string[]): string {
  const prefix = from.setting('KAFKA_PREFIX') ?? '';
  if (!/^[A-Za-z0-9._-]{0,100}$/.test(prefix)) problems.push(`KAFKA_PREFIX is "${prefix}"; at most 100 letters, digits, dots, dashes and underscores.`);
  return prefix;
}
