import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminal } from '#contracts';

/**
 * Makes sure that one process uses a data folder: leases and positions of embedded mode rely on it.
 * A claim left by a process that is gone is taken over. Returns how to give it back.
 * Errors: DATA.IN_USE, naming the process.
 */
export function claimDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'leadwright.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid !== process.pid && isAlive(pid)) {
      throw terminal('DATA.IN_USE', `The data folder ${folder} is in use by process ${pid}. Stop it first, or set DATA_DIR to another folder.`);
    }
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
