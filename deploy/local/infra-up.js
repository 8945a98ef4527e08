// @ts-check
import { parseArgs } from 'node:util';
import { startInfra } from './infra/start-infra.js';

const help = `npm run infra:up [-- --brokers 1|3] [--only kafka|mariadb] [--json]

Apache Kafka and MariaDB on 127.0.0.1, for tests, benches and the services as separate processes. In this order: addresses
given by KAFKA_BROKERS and DATABASE_URL, a Docker engine that answers, else local programs with data under .cache/.
  --brokers 3   three brokers, replication 3, two in sync (always local programs)
  --only        one of the two
  --json        one object as the last line
Prints KAFKA_BROKERS=… and DATABASE_URL=… (progress goes to stderr) and writes them to .cache/infra.json.
Run again, it finds what runs. npm run infra:down stops what this started.`;

/** A given address may hold a real password. @param {string | undefined} url @param {string | undefined} way */
const shown = (url, way) => (way === 'given' ? url?.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:***@') : url);

try {
  const { values } = parseArgs({ options: { brokers: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.only && values.only !== 'kafka' && values.only !== 'mariadb') throw new Error(`--only is kafka or mariadb, not ${values.only}.`);
  if (values.help) console.log(help);
  else {
    const began = Date.now();
    const infra = await startInfra({ brokers: values.brokers === undefined ? undefined : Number(values.brokers), only: /** @type {'kafka' | 'mariadb' | undefined} */ (values.only) });
    const addresses = Object.entries({ KAFKA_BROKERS: infra.KAFKA_BROKERS, DATABASE_URL: shown(infra.DATABASE_URL, infra.ways.mariadb) }).filter(([, value]) => value);
    for (const [name, value] of addresses) console.log(`${name}=${value}`);
    if (values.json) console.log(JSON.stringify({ ...Object.fromEntries(addresses), ways: infra.ways, started: infra.started, seconds: (Date.now() - began) / 1000 }));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
