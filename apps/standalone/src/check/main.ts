import '../require-node.js';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { CheckedStore } from './checked-store.js';
import { runChecks, wordChecks, type Checked } from './run-checks.js';

const program = new Command('npm run check --')
  .description('Verifies the guarantees on a stored data folder, also while it is in use. Reads only. Exit code 1 when one does not hold.')
  .option('--data <folder>', 'data folder', process.env['DATA_DIR'] ?? './data')
  .option('--json', 'one JSON object as the last line')
  .parse();
const options = program.opts<{ data: string; json?: true }>();

try {
  const store = CheckedStore.open(resolve(options.data));
  const checked = runChecks(store);
  store.close();
  const broken = checked.filter(({ state }) => state === 'broken');
  process.stdout.write(options.json ? `${asJson(checked)}\n` : `${wordChecks(checked)}\n\n${verdict(checked, broken.length)}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function asJson(checked: readonly Checked[]): string {
  return JSON.stringify({
    ok: checked.every(({ state }) => state !== 'broken'),
    invariants: checked.map(({ name, state, looked, breaks }) => ({ name, state, looked, broken: breaks.length, first: breaks.slice(0, 5) })),
  });
}

function verdict(checked: readonly Checked[], broken: number): string {
  const looked = checked.reduce((sum, one) => sum + one.looked, 0);
  return broken === 0 ? `Everything holds: ${checked.filter(({ state }) => state === 'ok').length} guarantees, ${looked.toLocaleString('en-US')} things looked at.` : `${broken} of ${checked.length} guarantees do not hold.`;
}
