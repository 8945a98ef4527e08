import './require-node.js';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { Environment } from '#platform';
import { reportConfig } from './check-config-report.js';

const program = new Command('npm run check-config --')
  .description('Checks the five configuration files and says everything that is wrong with them. Exit code 1 when there is an error.')
  .option('--config <folder>', 'folder of the files', process.env['CONFIG_DIR'] ?? './config')
  .option('--data <folder>', 'data folder, to say which version stays in force', process.env['DATA_DIR'] ?? './data')
  .option('--online', 'then ask every CRM account and the mail server what they let us do')
  .option('--json', 'one JSON object as the last line')
  .addHelpText('after', `
--online uses the secrets of this environment (the variables that connections.yaml names, SMTP_URL) and honours EGRESS_MAP.
Of each CRM it tells whether the token works, which scopes and properties are missing, and which active reps of
assignment.yaml are not known there. It logs in at the mail server. It writes nothing. Exit code 1 when anything is not well.`)
  .parse();
const options = program.opts<{ config: string; data: string; online?: true; json?: true }>();

try {
  const report = await reportConfig({ configDir: resolve(options.config), dataDir: resolve(options.data), online: options.online === true, environment: new Environment(process.env) });
  process.stdout.write(options.json ? `${JSON.stringify(report.json)}\n` : report.text);
  process.exitCode = report.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`The configuration could not be checked. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
