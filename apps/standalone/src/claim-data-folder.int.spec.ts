import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { claimDataFolder } from './claim-data-folder.js';

describe('claiming a data folder', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'leadwright-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, 'leadwright.pid');

  it('notes who uses it, and gives it back', () => {
    const release = claimDataFolder(folder);
    expect(readFileSync(file(), 'utf8')).toBe(String(process.pid));
    release();
    expect(existsSync(file())).toBe(false);
  });

  it('refuses a folder that a living process uses, and names it', () => {
    writeFileSync(file(), String(process.ppid));
    expect(() => claimDataFolder(folder)).toThrow(`in use by process ${process.ppid}`);
  });

  it.each(['999999999', 'not a pid', ''])('takes over what a dead process left (%p)', (left) => {
    writeFileSync(file(), left);
    expect(() => claimDataFolder(folder)()).not.toThrow();
  });
});
