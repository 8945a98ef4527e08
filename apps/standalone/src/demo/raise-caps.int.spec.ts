import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { checkConfigFolder, hasErrors } from '../check-config-folder.js';
import { raiseCaps } from './raise-caps.js';

describe('raiseCaps', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'leadwright-caps-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('leaves the usual crowd to the configuration as it is', () => {
    expect(raiseCaps('config', folder, 200)).toBe('config');
  });

  it('gives the reps of a larger crowd more room, in a copy that is as valid', () => {
    const capOf = (dir: string): { grace: number; ana: number } => {
      const { reps } = parse(readFileSync(join(dir, 'assignment.yaml'), 'utf8')) as { reps: Record<string, { cap: { day: number } }> };
      return { grace: reps['grace']!.cap.day, ana: reps['ana']!.cap.day };
    };
    expect(capOf('config')).toEqual({ grace: 8, ana: 25 });
    expect(capOf(raiseCaps('config', folder, 500))).toEqual({ grace: 20, ana: 63 });
    expect(checkConfigFolder(folder).filter(hasErrors)).toEqual([]);
  });
});
