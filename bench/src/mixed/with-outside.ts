import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { forkProgram } from '../fork-program.js';

/** A provider's answer takes so long. */
export const PROVIDER_MS = 100;

/** An outside for as long as `use` needs it, in a process of its own that belongs to no side; `place` is its host and port. */
export async function withOutside<T>(folder: string, use: (place: string) => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const outside = await forkProgram<{ place: string }>(new URL('./outside-main.js', import.meta.url), { args: [String(PROVIDER_MS)], log: join(folder, 'outside.log') });
  try {
    return await use(outside.said.place);
  } finally {
    await outside.stop();
  }
}
