import '../require-node.js';
import { Command, Option } from 'commander';
import { APPS, type AppName } from '#contracts';
import { settingsOf } from '#messaging';
import { republishApp } from './republish-app.js';

interface Options { app: AppName | 'all'; since?: string; leads?: string; url: string; dryRun?: true; json?: true }

const settings = settingsOf(process.env);
const options = new Command('npm run republish --')
  .description('Has an app publish once more what it has published, with ids and sequences as they were, so that what people see can be built again. Nothing else acts on it. Needs ADMIN_TOKEN (or ADMIN_TOKEN_FILE).')
  .addOption(new Option('--app <name>', 'the app, or all of them').choices([...APPS, 'all']).makeOptionMandatory())
  .option('--since <time>', 'nothing that happened before, e.g. 2026-11-01T00:00:00Z')
  .option('--leads <ids>', 'only these leads, separated by commas')
  .option('--url <address>', 'where the console is', settings.setting('PUBLIC_URL') ?? `http://localhost:${settings.setting('PORT') ?? 3000}`)
  .option('--dry-run', 'only count')
  .option('--json', 'one JSON object as the last line')
  .parse().opts<Options>();

function timeOf(text: string): string {
  if (Number.isNaN(Date.parse(text))) throw new Error(`--since is ${JSON.stringify(text)}; write a time like 2026-11-01T00:00:00Z.`);
  return new Date(text).toISOString();
}

try {
  const token = settings.secret('ADMIN_TOKEN');
  if (!token) throw new Error('ADMIN_TOKEN is not set. It is the token that the product was started with.');
  const done: Record<string, number> = {};
  for (const app of options.app === 'all' ? APPS : [options.app]) {
    done[app] = await republishApp({
      url: options.url.replace(/\/$/, ''), token, app, ...(options.dryRun ? { dryRun: true } : {}),
      ...(options.since ? { since: timeOf(options.since) } : {}), ...(options.leads ? { leads: options.leads.split(',').map((one) => one.trim()) } : {}),
    });
    if (!options.json) process.stdout.write(`${app}: ${done[app]} events ${options.dryRun ? 'would be published again' : 'published again'}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ dryRun: options.dryRun === true, events: done })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
