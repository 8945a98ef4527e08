// @ts-check
import { parseArgs } from 'node:util';
import { stopInfra } from './infra/stop-infra.js';

const help = `npm run infra:down [-- --wipe] [--json]

Stops the servers that npm run infra:up started, and no others.
  --wipe   also deletes their data, ports and password under .cache/ (the downloaded jars stay)
  --json   one object as the last line`;

try {
  const { values } = parseArgs({ options: { wipe: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) console.log(help);
  else {
    const began = Date.now();
    const stopped = await stopInfra({ wipe: values.wipe });
    if (stopped.length === 0) console.error('infra: nothing of ours runs');
    if (values.json) console.log(JSON.stringify({ stopped, seconds: (Date.now() - began) / 1000 }));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
