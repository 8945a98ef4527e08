import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import kafkajs from 'kafkajs';
import { ChaosServers } from '../servers.js';
import { takingDown } from '../take-down.js';
import { missed, type Aim, type Drill } from './drill.js';
import type { Line } from './stock/judge-stock.js';
import { PROGRAMS, runProgram } from './stock/run-program.js';
import { CLASS_COUNT, stockRecords } from './stock/stock-records.js';

/** So many poison records of each class. */
const ROUNDS = 2;
/** A message that may succeed later is given up after the fifth attempt, 40 s after the first. */
const WITHIN_MS = 90_000;

/** `clean`: the same good records with no poison among them. */
export interface Both { readonly clean: Line; readonly poisoned: Line }

export const stockDrill: Drill = {
  name: 'stock', says: `Nest's own Kafka transport beside ours: the same good records, a hundredth of poison of ${CLASS_COUNT} classes, ${WITHIN_MS / 1_000} s each`,
  async run({ dataDir, cache, say }) {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    return takingDown(say, async (whenOver) => {
      const servers = await ChaosServers.start(resolve(cache), say);
      whenOver(() => servers.stop());
      const kafka = new kafkajs.Kafka({ clientId: 'stock-drill', brokers: servers.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
      const run = async (program: (typeof PROGRAMS)[number], poisoned: boolean): Promise<Line> => {
        const line = await runProgram(program, { records: stockRecords(ROUNDS, poisoned), servers, kafka, dataDir: join(dataDir, `${program.name}-${poisoned ? 'poisoned' : 'clean'}`), withinMs: WITHIN_MS, whenOver });
        say(`${program.name.padEnd(6)}${poisoned ? 'poisoned' : 'clean   '} ${JSON.stringify(line)}`);
        return line;
      };
      const figures: Partial<Record<'own' | 'stock', Both>> = {};
      for (const program of PROGRAMS) figures[program.name] = { clean: await run(program, false), poisoned: await run(program, true) };
      const aims = judge(figures as Record<'own' | 'stock', Both>);
      return { drill: 'stock', figures, aims, problems: missed(aims) };
    });
  },
};

/** Of the stock transport nothing is wanted but that it works where nothing is wrong: else it would not be compared fairly. */
export function judge({ own, stock }: Readonly<Record<'own' | 'stock', Both>>): Aim[] {
  const { handled, twice, kept, ofPoison, stuck, crashes, healthy } = own.poisoned;
  const good = stock.clean.handled;
  return [
    { says: `without poison both handle all: ours ${own.clean.handled}, stock ${good}; left over are ${own.clean.stuck} and ${stock.clean.stuck}`, met: good >= 1_000 && own.clean.stuck === 0 && stock.clean.stuck === 0 },
    { says: `ours handled ${handled} good records among ${ofPoison} of poison, ${stuck} are stuck and ${twice} were handled twice`, met: handled > 0 && stuck === 0 && twice === 0 },
    { says: `ours kept ${kept} of ${ofPoison} with a cause`, met: ofPoison > 0 && kept === ofPoison },
    { says: `the consumer of ours ended ${crashes} times and its process ${healthy ? 'is' : 'is not'} healthy`, met: crashes === 0 && healthy },
  ];
}
