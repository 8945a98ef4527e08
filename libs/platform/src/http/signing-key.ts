import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { terminal } from '#contracts';
import type { Environment } from '../environment.js';

/** The key by which apps believe each other: `LEADWRIGHT_KEY`, or in embedded mode a file that is made once. */
export class SigningKey {
  constructor(readonly value: string) {}

  static from(environment: Environment): SigningKey {
    const given = environment.secret('LEADWRIGHT_KEY');
    if (given) return new SigningKey(given);
    if (environment.mode === 'distributed') throw terminal('ENVIRONMENT.INVALID', 'LEADWRIGHT_KEY is missing (needed in MODE=distributed): 32 or more random characters, the same for every app.');
    const file = join(environment.dataDir, 'signing-key');
    if (!existsSync(file)) {
      mkdirSync(environment.dataDir, { recursive: true });
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    }
    return new SigningKey(readFileSync(file, 'utf8').trim());
  }
}
