import '../require-node.js';
import { Command, InvalidArgumentError } from 'commander';
import { allDrills } from './drills/all-drills.js';
import { chooseDrill } from './drills/drill.js';
import { allFaults } from './faults/all-faults.js';
import { runChaos } from './run-chaos.js';
import { chooseFaults } from './schedule.js';

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('Give a number above 0.');
  return value;
};

const program = new Command('npm run chaos --')
  .description('Every app in processes of its own, on three real brokers and MariaDB of its own: load, faults, then a verdict by a checker that shares no code with the services. Exit code 1 when anything is lost, doubled or otherwise than it must be, or when too little happened to tell.')
  .option('--minutes <number>', 'load and faults last at least so long, and until each fault has happened once', positive, 5)
  .option('--faults <names>', 'only these, by commas; default all', (text) => text.split(',').map((name) => name.trim()))
  .option('--seed <text>', 'another order of faults and another crowd', '1')
  .option('--leads-per-second <number>', 'submissions a second; at most a quarter of what this machine does, which is measured first', positive)
  .option('--drill <name>', 'instead: load, one kind of trouble, what it cost, and the same verdict; exit code 1 also when a drill misses its aim')
  .option('--list', 'the faults and drills there are')
  .option('--json', 'one JSON object as the last line')
  .option('--data <folder>', 'logs and the journal; it is emptied first', './data/chaos')
  .option('--cache <folder>', 'data of the servers', './.cache/chaos')
  .parse();
const { minutes, faults: names, seed, leadsPerSecond, drill, list, json, data, cache } = program.opts<{ minutes: number; faults?: string[]; seed: string; leadsPerSecond?: number; drill?: string; list?: true; json?: true; data: string; cache: string }>();

const write = (line: string): void => { (json ? process.stderr : process.stdout).write(`${line}\n`); };

const options = { seed, dataDir: data, cache, say: write };

async function chaos(): Promise<{ readonly problems: readonly string[] }> {
  const report = await runChaos({ ...options, minutes, faults: chooseFaults(allFaults(), names ?? null), leadsPerSecond: leadsPerSecond ?? null });
  const { attempted, accepted, refused, errored, leads, lost, doubleAssigned, effectsDoubled, deadLetters } = report;
  write(`${attempted} submissions = ${accepted} accepted + ${refused} refused + ${errored} without an answer; ${leads} leads, ${deadLetters} dead letters`);
  write(`Lost ${lost}   Assigned twice ${doubleAssigned}   Done twice ${effectsDoubled}`);
  return report;
}

async function practise(name: string): Promise<{ readonly problems: readonly string[] }> {
  const report = await chooseDrill(allDrills, name).run(options);
  for (const { says, met } of report.aims) write(`${met ? 'met   ' : 'MISSED'} ${says}`);
  if (report.run) write(`${report.run.accepted} accepted, ${report.run.leads} leads; lost ${report.run.lost}   Assigned twice ${report.run.doubleAssigned}   Done twice ${report.run.effectsDoubled}`);
  return report;
}

try {
  if (list) {
    for (const { name, says } of allFaults()) process.stdout.write(`${name.padEnd(18)}${says}\n`);
    for (const { name, says } of allDrills) process.stdout.write(`--drill ${name.padEnd(10)}${says}\n`);
    process.exit(0);
  }
  const report = await (drill === undefined ? chaos() : practise(drill));
  for (const problem of report.problems) process.stderr.write(`${problem}\n`);
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(report.problems.length === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`Chaos did not come to its end. ${(error as Error).message}\n`);
  process.exit(1);
}
