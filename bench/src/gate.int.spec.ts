import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';

interface Gate { readonly commitsPerLead: number; readonly statementsPerLead: number; readonly ratio: number }

/** CPU time is measured on whatever machine this is; counts are not. */
const SLACK = 1.25;

describe('the price of a lead', () => {
  const data = mkdtempSync(join(tmpdir(), 'leadwright-gate-'));
  afterAll(() => { rmSync(data, { recursive: true, force: true }); });

  it('is what bench/gate.json says: the same commits and statements, and no more machinery than a quarter above', async () => {
    const gate = JSON.parse(readFileSync('bench/gate.json', 'utf8')) as Gate;
    const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=TimeoutNegativeWarning', 'dist/bench/src/main.js', '--rows', 'gate', '--json', '--data', data]);
    const { ratio, ...counts } = (JSON.parse(stdout.trim().split('\n').at(-1)!) as { gate: Gate }).gate;
    expect({ ...counts, ratio: ratio <= gate.ratio * SLACK ? gate.ratio : ratio }).toEqual(gate);
  }, 300_000);
});
