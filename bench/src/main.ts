import '../../apps/standalone/src/require-node.js';
import { Command, InvalidArgumentError } from 'commander';
import { allRows, namedRows, quickRows } from './rows/all-rows.js';
import { runBench } from './run-bench.js';

const whole = (text: string): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0)) throw new InvalidArgumentError('Give a whole number above 0.');
  return value;
};

const known = [...allRows, ...namedRows];
const names = known.map(({ name }) => name);
const chosen = (text: string): string[] => {
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`There is no row ${unknown.join(', ')}. Known: ${names.join(', ')}.`);
  return asked;
};

const program = new Command('npm run bench --')
  .description('What the lead job costs, in CPU-seconds per 1,000 leads, beside the same rows and messages written by hand in the same run. Exit code 1 when the rows of a run cannot be verified: such a run has no number.')
  .option('--rows <names>', `only these, by commas; known: ${names.join(', ')}; default all but gate`, chosen)
  .option('--leads <number>', 'leads of one run', whole)
  .option('--pairs <number>', 'runs of each side, in turn', whole)
  .option('--quick', `two minutes in all: fewer leads, two pairs and, unless rows are named, only ${quickRows.map(({ name }) => name).join(' and ')}`)
  .option('--json', 'one JSON object as the last line')
  .option('--keep', 'leave the data of all runs where it is')
  .option('--data <folder>', 'data of the runs; it is emptied first', './data/bench')
  .parse();
const { quick = false, rows = (quick ? quickRows : allRows).map(({ name }) => name), leads, pairs, json = false, keep = false, data } = program.opts<{ rows?: string[]; leads?: number; pairs?: number; quick?: true; json?: true; keep?: true; data: string }>();

try {
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  const { lines, figures } = await runBench(known.filter(({ name }) => rows.includes(name)), { leads, pairs, quick, keep, data, say });
  (json ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
  if (json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`The bench did not come to its end. ${(error as Error).message}\n`);
  process.exit(1);
}
