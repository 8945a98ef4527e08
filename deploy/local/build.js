/**
 * `npm run build`: compiles what changed. TypeScript builds by project references; the web app only when one of its files,
 * or a contract it uses, is newer than the last build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Leadwright needs Node 24 or newer, this is ${process.versions.node}. Use npm run build: the project brings its own Node.`);
  process.exit(1);
}

/** Runs a tool of node_modules with this Node; its output is shown, and its failure is ours. */
function run(tool, ...parameters) {
  const { status } = spawnSync(process.execPath, [`node_modules/${tool}`, ...parameters], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

const newest = (patterns) => Math.max(0, ...globSync(patterns).map((file) => statSync(file).mtimeMs));

run('typescript/bin/tsc', '-b');
const web = ['apps/console/web/*.{html,ts}', 'apps/console/web/src/**/*', 'apps/console/web/public/*', 'apps/console/src/projections/words.ts', 'apps/console/src/configs/diff-lines.ts', 'apps/console/src/operations/turns-csv.ts', 'libs/contracts/src/http/*.ts', 'package-lock.json'];
const page = 'dist/web/index.html';
if (!existsSync(page) || statSync(page).mtimeMs < newest(web)) run('vite/bin/vite.js', 'build', 'apps/console/web', '--logLevel', 'warn');
