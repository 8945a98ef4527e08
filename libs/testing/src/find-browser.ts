import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, an installed one, or Debian's package, which is installed when this runs as root
 * (and says so). Null when there is none; with `CI=true` that is an error, so that a skipped browser test cannot pass as done.
 */
export function findBrowser(): string | null {
  const path = [process.env['CHROMIUM_PATH'], ...KNOWN].find((candidate) => candidate && existsSync(candidate)) ?? installDebianPackage();
  if (!path && process.env['CI'] === 'true') throw new Error('No Chromium here: set CHROMIUM_PATH, or run as root on Debian so that it can be installed.');
  if (!path) process.stderr.write('Browser tests are skipped: no Chromium was found. Set CHROMIUM_PATH to run them.\n');
  return path;
}

function installDebianPackage(): string | null {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  process.stderr.write('Installing the Debian package chromium for the browser tests…\n');
  const apt = (...parameters: string[]) => spawnSync('/usr/bin/apt-get', parameters, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  const installed = apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  return installed && existsSync(KNOWN[0]!) ? KNOWN[0]! : null;
}
