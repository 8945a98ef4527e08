import './require-node.js';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { checkConfigFolder, hasErrors, wordProblems } from './check-config-folder.js';
import { versionsInForce } from './versions-in-force.js';

const program = new Command('npm run check-config --')
  .description('Checks the five configuration files and says everything that is wrong with them. Exit code 1 when there is an error.')
  .option('--config <folder>', 'folder of the files', process.env['CONFIG_DIR'] ?? './config')
  .option('--data <folder>', 'data folder, to say which version stays in force', process.env['DATA_DIR'] ?? './data')
  .option('--json', 'one JSON object as the last line')
  .parse();
const options = program.opts<{ config: string; data: string; json?: true }>();

const loaded = checkConfigFolder(resolve(options.config));
const inForce = versionsInForce(resolve(options.data));
const problems = wordProblems(loaded, (kind) => {
  const version = inForce.get(kind);
  return version ? `Version ${version.version} (published ${version.publishedAt.slice(0, 16).replace('T', ' ')} UTC) stays in force.` : 'No earlier version is in force: what it configures is off.';
});
if (options.json) {
  process.stdout.write(`${JSON.stringify({ ok: !loaded.some(hasErrors), files: loaded.map(({ kind, exists, hash, findings }) => ({ kind, exists, hash, findings })) })}\n`);
} else {
  if (problems) process.stdout.write(`${problems}\n\n`);
  for (const { kind, exists, findings, hash } of loaded) {
    process.stdout.write(`${kind.padEnd(12)} ${!exists ? 'no file: what it configures is off' : findings.length === 0 ? `good (${hash})` : `${findings.length} to mend`}\n`);
  }
}
process.exitCode = loaded.some(hasErrors) ? 1 : 0;
