import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { planCalls } from './plan-calls.js';
import { egressMapTo, SANDBOX_SECRETS } from './secrets.js';
import { sendCalls } from './send-calls.js';
import { startSandbox } from './start-sandbox.js';
import { buildWorld } from './world/build-world.js';
import { directoryCsv } from './world/directory-csv.js';

const HELP = `A small world for Leadwright: a HubSpot, a Salesforce, a Pipedrive, a Zoho, a Slack, a model, a data provider, job boards and the websites of companies that do not exist, on one port of 127.0.0.1, and a mail server beside it.

  npm run sandbox -- [--port 4010] [--smtp-port 4025] [--host 127.0.0.1] [--journal FILE]      runs until it is stopped
                     [--send http://127.0.0.1:3000]      also sends leads there  [--submissions 200] [--seed rimewell]
  npm run sandbox -- --write-directory [FILE]            writes config/directory.csv again and ends

It prints the environment that the product needs to live in it.
`;

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' }, port: { type: 'string', default: '4010' }, 'smtp-port': { type: 'string', default: '4025' }, host: { type: 'string', default: '127.0.0.1' }, journal: { type: 'string' },
      send: { type: 'string' }, submissions: { type: 'string', default: '200' }, seed: { type: 'string', default: 'rimewell' }, 'write-directory': { type: 'boolean' },
    },
  });
  const world = buildWorld();
  if (values.help) return void process.stdout.write(HELP);
  if (values['write-directory']) return writeFileSync(positionals[0] ?? 'config/directory.csv', directoryCsv(world));

  const plan = values.send ? planCalls({ seed: values.seed, submissions: Number(values.submissions), world, now: Date.now() }) : null;
  const sandbox = await startSandbox({ port: Number(values.port), smtpPort: Number(values['smtp-port']), host: values.host, world, ...(values.journal ? { journalFile: values.journal } : {}) });
  const environment = { EGRESS_MAP: egressMapTo(sandbox.port), SMTP_URL: `smtp://127.0.0.1:${sandbox.smtpPort}`, ...SANDBOX_SECRETS };
  process.stdout.write(`Sandbox at http://127.0.0.1:${sandbox.port}, journal at http://127.0.0.1:${sandbox.port}/journal, mail at http://127.0.0.1:${sandbox.port}/mail (SMTP on port ${sandbox.smtpPort})\nStart the product with:\n\n${Object.entries(environment).map(([name, value]) => `${name}='${value}'`).join(' \\\n')} \\\n  npm start\n\n`);
  if (plan && values.send) {
    const { acceptedSubmissions, surprises } = await sendCalls(plan, { baseUrl: values.send, secrets: SANDBOX_SECRETS, sandbox });
    process.stdout.write(`${plan.submissions} submissions in ${plan.calls.length} calls, ${acceptedSubmissions} accepted.\n${surprises.map((surprise) => `${surprise}\n`).join('')}`);
  }
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await sandbox.stop();
}
