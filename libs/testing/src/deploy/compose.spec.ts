import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { APPS } from '#contracts';

interface Service {
  readonly image: string; readonly build?: { dockerfile: string; target?: string }; readonly command?: readonly string[]; readonly profiles?: readonly string[];
  readonly ports?: readonly string[]; readonly environment?: Readonly<Record<string, string | number>>; readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly read_only?: boolean; readonly cap_drop?: readonly string[]; readonly security_opt?: readonly string[]; readonly tmpfs?: readonly string[];
  readonly healthcheck?: object; readonly mem_limit?: string; readonly stop_grace_period?: string; readonly volumes?: readonly string[];
}
const { services, volumes } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as { services: Readonly<Record<string, Service>>; volumes: object };
const configuration = readFileSync('docs/configuration.md', 'utf8');
const ours = Object.entries(services).filter(([, { image }]) => image === 'leadwright:0.1.0');

describe('docker-compose.yml', () => {
  it('is the whole system', () => expect(Object.keys(services).sort()).toEqual([...APPS, ...APPS.map((app) => `migrate-${app}`), 'topics', 'kafka', 'mariadb', 'sandbox'].sort()));

  it.each(APPS)('%s waits for its schema, the topics and both servers, says whether it is ready, and has time to end', (app) => {
    const { command, depends_on, environment, healthcheck, mem_limit, stop_grace_period } = services[app]!;
    expect(command).toEqual(['node', `dist/apps/${app}/src/main.js`]);
    expect(depends_on).toEqual({
      kafka: { condition: 'service_healthy' }, mariadb: { condition: 'service_healthy' },
      topics: { condition: 'service_completed_successfully' }, [`migrate-${app}`]: { condition: 'service_completed_successfully' },
    });
    expect(environment).toMatchObject({ MODE: 'distributed', PORT: '3000', DATABASE_URL: expect.stringMatching(new RegExp(`@mariadb:3306/leadwright_${app}$`)) });
    expect({ mem_limit, stop_grace_period }).toEqual({ mem_limit: '512m', stop_grace_period: '35s' });
    expect(JSON.stringify(healthcheck)).toContain('http://127.0.0.1:3000/readyz');
    expect(services[`migrate-${app}`]).toMatchObject({ command: [...command!, '--migrate'], environment: { DATABASE_URL: environment!['DATABASE_URL'] }, depends_on: { mariadb: { condition: 'service_healthy' } } });
  });

  it('names schemas that the database is made with, and brokers by their inner address', () => {
    const made = readFileSync('deploy/local/mariadb.sql', 'utf8');
    for (const app of APPS) expect(made).toContain(`CREATE DATABASE IF NOT EXISTS leadwright_${app} `);
    const inner = /INSIDE:\/\/(kafka:\d+)/.exec(String(services['kafka']!.environment!['KAFKA_ADVERTISED_LISTENERS']))![1];
    for (const [name, { environment }] of ours) expect([name, environment!['KAFKA_BROKERS']]).toEqual([name, inner]);
  });

  it('gives the apps a read-only root and no rights', () => {
    for (const [name, { read_only, cap_drop, security_opt, tmpfs, volumes: mounts }] of ours) {
      expect([name, { read_only, cap_drop, security_opt, mounts }]).toEqual([name, { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], mounts: ['./config:/config:ro'] }]);
      expect(tmpfs!.map((mount) => mount.split(':')[0])).toEqual(['/tmp', '/data']);
    }
  });

  it('opens ports on this machine only: people and senders, the two servers, the sandbox', () => {
    const open = Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port] as const));
    expect(open.map(([name]) => name).sort()).toEqual(['console', 'intake', 'kafka', 'mariadb', 'sandbox']);
    expect(open.filter(([, port]) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('starts either server alone, for npm run infra:up: no profile, no other service, no variable that must be set', () => {
    for (const { profiles, depends_on } of [services['kafka']!, services['mariadb']!]) expect({ profiles, depends_on }).toEqual({});
    expect(readFileSync('docker-compose.yml', 'utf8')).not.toMatch(/\$\{\w+(?!\w|:-)/);
    expect(services['kafka']!.ports).toEqual(['127.0.0.1:${KAFKA_PORT:-9092}:9092']);
    expect(services['mariadb']!.ports).toEqual(['127.0.0.1:${MARIADB_PORT:-3306}:3306']);
    // What infra:down wipes by name.
    expect(Object.keys(volumes)).toEqual(['kafka', 'mariadb']);
  });

  it('keeps the sandbox behind its profile and out of the image of the product', () => {
    expect(services['sandbox']).toMatchObject({ profiles: ['sandbox'], build: { target: 'sandbox' } });
    for (const [, { build }] of ours) expect(build).toEqual({ context: '.', dockerfile: 'deploy/docker/Dockerfile' });
  });

  it('sets only what docs/configuration.md explains', () => {
    const names = new Set(ours.flatMap(([, { environment }]) => Object.keys(environment!)));
    expect([...names].filter((name) => !configuration.includes(`\`${name}`))).toEqual([]);
  });
});

describe('deploy/docker/Dockerfile', () => {
  const lines = readFileSync('deploy/docker/Dockerfile', 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const stages = lines.reduce<string[][]>((all, line) => (line.startsWith('FROM ') ? [...all, [line]] : [...all.slice(0, -1), [...all.at(-1)!, line]]), []);
  const last = stages.at(-1)!;

  it('pins what it stands on, as docker-compose.yml does', () => {
    const bases = stages.map(([from]) => from!.split(' ')[1]!).filter((base) => base !== 'build');
    const images = Object.values(services).map(({ image }) => image);
    for (const image of [...bases, ...images]) expect(image).toMatch(/:\d+\.\d+\.\d+/);
    expect(new Set(bases).size).toBe(1);
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };
    expect(bases[0]).toBe(`node:${devDependencies['node']}-bookworm-slim`);
  });

  it('ends in an image that runs as a user by number, holds what is needed and starts the product', () => {
    expect(last).toContain('USER 1000:1000');
    expect(last.filter((line) => line.startsWith('COPY'))).toEqual(['package.json', 'node_modules', 'dist'].map((name) => `COPY --from=pruned /src/${name} ./${name}`));
    const [command] = last.flatMap((line) => /^CMD (.*)$/.exec(line)?.[1] ?? []);
    const main = (JSON.parse(command!) as string[]).at(-1)!;
    expect(existsSync(main.replace(/^dist\//, '').replace(/\.js$/, '.ts'))).toBe(true);
  });

  it('leaves the sandbox, the test library and the demo out', () => {
    const pruned = stages.find(([from]) => from!.endsWith(' AS pruned'))!.join('\n');
    for (const folder of ['dist/apps/sandbox', 'dist/libs/testing', 'dist/apps/standalone/src/demo']) expect(pruned).toContain(` ${folder} `);
    expect(pruned).toContain('npm prune --omit=dev');
  });
});
