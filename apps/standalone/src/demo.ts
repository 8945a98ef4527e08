import './require-node.js';
import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { runDemo, type DemoOptions } from './demo/run-demo.js';
import { findServers } from './product/find-servers.js';
import { startProcesses } from './product/product-processes.js';
import { startProduct } from './product/product-process.js';
import { jsonReport, textReport, wordProblems } from './demo/word-report.js';

const FEWEST = 60;
const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < FEWEST) throw new InvalidArgumentError(`Give a whole number from ${FEWEST} on: the cast of the example alone sends about that many.`);
  return value;
};

const program = new Command('npm run demo --')
  .description('Sends leads of a fictional company through Leadwright, against a small world on this machine, and checks what came of each. Exit code 1 when anything is lost, doubled or ends otherwise than it must.')
  .option('--leads <number>', 'submissions to send', number, 200)
  .option('--keep', 'keep running afterwards, with sign-in links for a rep, a manager and sales ops')
  .option('--json', 'one JSON object as the last line')
  .option('--seed <text>', 'another fictional crowd', '1')
  .option('--port <number>', 'port of the console; 0 takes a free one', (text) => Number(text), 0)
  .option('--data <folder>', 'data folder; it is emptied first', './data/demo')
  .option('--processes', 'every app in processes of its own, two of each worker, on the servers of npm run infra:up (or DATABASE_URL and KAFKA_BROKERS)')
  .option('--config <folder>', 'configuration of the example company', './config')
  .parse();
const { leads, keep, json, seed, port, data, config, processes } = program.opts<{ leads: number; keep?: true; json?: true; seed: string; port: number; data: string; config: string; processes?: true }>();

const say = (text: string): void => { if (!json) process.stdout.write(text); };
const BAR = 30;
let lastLine = '';

const progress: DemoOptions['onProgress'] = ({ sent, of, stats, seconds }) => {
  const bar = '#'.repeat(Math.round((BAR * sent) / of)).padEnd(BAR, '.');
  const text = `[${bar}] ${sent}/${of}   assigned ${stats?.assigned ?? 0}   being researched ${stats?.researching ?? 0}   ${Math.floor(seconds)} s`;
  if (text === lastLine) return;
  lastLine = text;
  if (process.stdout.isTTY) say(`\r${text}`);
};

try {
  say(`Leadwright demo: Rimewell Instruments (fictional) gets ${leads} lead submissions. Using the offline agent (no AI model is connected).\nStarting services .. `);
  const demo = await runDemo({
    submissions: leads, seed, port, dataDir: data, configDir: config, act: !keep, start: processes ? (options) => startProcesses(options, findServers(process.env)) : startProduct,
    onStarted: (seconds) => say(`${seconds.toFixed(1)} s   Data: ${data}\n`),
    onProgress: progress,
  });
  say(`${process.stdout.isTTY ? '\r' : ''}${lastLine}\n\n${textReport(demo.result)}`);
  const problems = wordProblems(demo.result);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (keep) await untilStopped(demo);
  else say(`\nLook:  npm run demo -- --keep              open the console\n       npm run check -- --data ${data}  verify the guarantees yourself\n`);
  await demo.stop();
  if (json) process.stdout.write(`${JSON.stringify(jsonReport(demo.result))}\n`);
  process.exit(problems.length === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`\nThe demo did not come to its end. ${(error as Error).message}\n`);
  process.exit(1);
}

async function untilStopped({ api, product }: Awaited<ReturnType<typeof runDemo>>): Promise<void> {
  say(`\nLeadwright is running at ${product.url}. Sign in as (each link works once):\n`);
  for (const [user, what] of [['nora', 'rep'], ['ruth', 'manager'], ['kemal', 'sales ops'], ['admin', 'administrator']] as const) {
    say(`  ${what.padEnd(14)} ${(await api.signInLink(user)).url}\n`);
  }
  say('Stop with Ctrl-C.\n');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), product.ended]);
}
