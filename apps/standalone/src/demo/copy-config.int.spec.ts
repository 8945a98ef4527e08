import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { checkConfigFolder, hasErrors } from '../check-config-folder.js';
import { copyConfig, mendMapping } from './copy-config.js';

describe('copyConfig', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'leadwright-config-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  const capsIn = (dir: string): { grace: number; ana: number } => {
    const { reps } = parse(readFileSync(join(dir, 'assignment.yaml'), 'utf8')) as { reps: Record<string, { cap: { day: number } }> };
    return { grace: reps['grace']!.cap.day, ana: reps['ana']!.cap.day };
  };

  it.each([[200, { grace: 8, ana: 25 }], [500, { grace: 20, ana: 63 }]])('for %d submissions is as valid, with room for them', (submissions, caps) => {
    expect(capsIn(copyConfig('config', folder, submissions))).toEqual(caps);
    expect(checkConfigFolder(folder).filter(hasErrors)).toEqual([]);
  });

  it('can be mended without touching the original', () => {
    const before = readFileSync('config/connections.yaml', 'utf8');
    mendMapping(copyConfig('config', folder, 200), 'website-demo-form', 'work_email');
    expect(parse(readFileSync(join(folder, 'connections.yaml'), 'utf8'))).toMatchObject({ connections: { 'website-demo-form': { map: { email: { answer: { ref: 'work_email' } } } } } });
    expect(readFileSync('config/connections.yaml', 'utf8')).toBe(before);
    expect(checkConfigFolder(folder).filter(hasErrors)).toEqual([]);
  });
});
