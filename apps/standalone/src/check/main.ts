import '../require-node.js';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { kafkaSettings, settingsOf } from '#messaging';
import { CheckedStore } from './checked-store.js';
import { openDistributed } from './open-distributed.js';
import { runChecks, wordChecks, type Checked } from './run-checks.js';

interface Options { data?: string; database?: string; outside: string; brokers?: string; atRest?: true; json?: true }

const settings = settingsOf(process.env);
const program = new Command('npm run check --')
  .description('Verifies the guarantees on what is stored, also while it is in use. Reads only. Exit code 1 when one does not hold.')
  .option('--data <folder>', 'data folder of one process (DATA_DIR; ./data)')
  .option('--database <url>', 'instead: the schemas of separate apps, mysql://user:password@host:3306/leadwright_%, where % stands for the app (DATABASE_URL)')
  .option('--outside <schema>', 'the schema that the apps share (OUTSIDE_SCHEMA)', settings.setting('OUTSIDE_SCHEMA') ?? 'leadwright_outside')
  .option('--brokers <host:port,…>', 'where their events are (KAFKA_BROKERS, and KAFKA_PREFIX, KAFKA_TLS, KAFKA_SASL_… as the apps have them)')
  .option('--at-rest', 'nothing is being worked on: what is on its way between two apps counts as lost')
  .option('--json', 'one JSON object as the last line')
  .parse();
const options = program.opts<Options>();

try {
  const store = await open(options);
  const checked = runChecks(store);
  store.close();
  const broken = checked.filter(({ state }) => state === 'broken');
  process.stdout.write(options.json ? `${asJson(checked)}\n` : `${wordChecks(checked)}\n\n${verdict(checked, broken.length)}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function open({ data, database, outside, brokers, atRest }: Options): Promise<CheckedStore> {
  const url = database ?? (data === undefined ? settings.secret('DATABASE_URL') : undefined);
  if (!url) return CheckedStore.open(resolve(data ?? settings.setting('DATA_DIR') ?? './data'));
  const named = settingsOf({ ...process.env, ...(brokers ? { KAFKA_BROKERS: brokers } : {}) });
  return openDistributed({ database: url, outside, kafka: named.setting('KAFKA_BROKERS') ? kafkaSettings(named) : null, atRest: atRest === true });
}

function asJson(checked: readonly Checked[]): string {
  return JSON.stringify({
    ok: checked.every(({ state }) => state !== 'broken'),
    invariants: checked.map(({ name, state, reason, looked, breaks }) => ({ name, state, reason, looked, broken: breaks.length, first: breaks.slice(0, 5) })),
  });
}

function verdict(checked: readonly Checked[], broken: number): string {
  const looked = checked.reduce((sum, one) => sum + one.looked, 0);
  if (broken > 0) return `${broken} of ${checked.length} guarantees do not hold.`;
  const untold = checked.filter(({ state }) => state === 'not-applicable').length;
  return `Everything holds: ${checked.filter(({ state }) => state === 'ok').length} guarantees, ${looked.toLocaleString('en-US')} things looked at${untold > 0 ? `; ${untold} not applicable here` : ''}.`;
}
