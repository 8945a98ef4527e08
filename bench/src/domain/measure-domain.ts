import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeConfig } from '../config-folder.js';
import { forkProgram } from '../fork-program.js';

/** A program that decides leads: it is told a folder with its configuration, a warm-up and a number of leads. */
export interface DomainProgram { readonly program: URL; writeConfig(folder: string): string }
const PLAIN: DomainProgram = { program: new URL('./domain-main.js', import.meta.url), writeConfig };

/** CPU-seconds per 1,000 leads of the decisions alone, in a process of their own after `warmUp` leads. */
export async function measureDomain(folder: string, { warmUp, leads }: { warmUp: number; leads: number }, { program, writeConfig }: DomainProgram = PLAIN): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const { said, stop } = await forkProgram<{ cpuSeconds: number }>(program, { args: [writeConfig(join(folder, 'config')), String(warmUp), String(leads)], log: join(folder, 'domain.log') });
  await stop();
  return (said.cpuSeconds / leads) * 1_000;
}
