import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { kafkaSettings, settingsOf } from './kafka-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
afterAll(() => rmSync(folder, { recursive: true }));

const from = (variables: Record<string, string>) => kafkaSettings(settingsOf(variables));
const problems = (variables: Record<string, string>): string => {
  try {
    return JSON.stringify(from(variables));
  } catch (error) {
    return (error as Error).message;
  }
};

describe('settings of Kafka', () => {
  it('are plain by default', () => expect(from({ KAFKA_BROKERS: 'a.example:9092, b.example:9093,' })).toEqual({ brokers: ['a.example:9092', 'b.example:9093'], tls: null, sasl: null, sessionMs: 30_000, prefix: '' }));
  it('take TLS with an authority and a password from files', () => {
    const [ca, password] = [join(folder, 'ca.pem'), join(folder, 'password')];
    writeFileSync(ca, '-----BEGIN CERTIFICATE-----\n');
    writeFileSync(password, 'open sesame\n');
    expect(from({ KAFKA_BROKERS: '[::1]:9092', KAFKA_CA_FILE: ca, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: 'intake', KAFKA_SASL_PASSWORD_FILE: password, KAFKA_SESSION_MS: '6000', KAFKA_PREFIX: 'sales.' }))
      .toEqual({ brokers: ['[::1]:9092'], tls: { ca: '-----BEGIN CERTIFICATE-----\n' }, sasl: { mechanism: 'scram-sha-512', username: 'intake', password: 'open sesame' }, sessionMs: 6_000, prefix: 'sales.' });
  });
  it('say which broker has no port', () => {
    const said = problems({ KAFKA_BROKERS: 'a.example:9092,b.example,http://c.example:80,d.example:99999' });
    for (const part of ['"b.example" has no port', '"http://c.example:80" is no host:port', '"d.example:99999" has a port beyond']) expect(said).toContain(part);
    expect(said).not.toContain('"a.example');
  });
  it('name all problems at once', () => {
    const said = problems({ KAFKA_TLS: 'yes', KAFKA_CA_FILE: join(folder, 'none.pem'), KAFKA_SASL_MECHANISM: 'gssapi', KAFKA_SESSION_MS: '10', KAFKA_PREFIX: 'a b' });
    expect(said).toContain('8 problems');
    for (const name of ['KAFKA_BROKERS is empty', 'KAFKA_TLS is "yes"', 'none.pem cannot be read (ENOENT)', '"gssapi"', 'KAFKA_SASL_USERNAME is missing', 'KAFKA_SASL_PASSWORD is missing', 'KAFKA_SESSION_MS is "10"', 'KAFKA_PREFIX is "a b"']) expect(said).toContain(name);
  });
  it('do not forget a password for want of a mechanism, and never say it', () => {
    const said = problems({ KAFKA_BROKERS: 'a.example:9092', KAFKA_SASL_PASSWORD: 'open sesame' });
    expect(said).toContain('KAFKA_SASL_MECHANISM is not');
    expect(said).not.toContain('sesame');
  });
});
