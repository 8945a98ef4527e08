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

  it('is at most what bench/gate.json says: no more commits and statements, and no more machinery than a quarter above', async () => {
    const gate = JSON.parse(readFileSync('bench/gate.json', 'utf8')) as Gate;
    const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=TimeoutNegativeWarning', 'dist/bench/src/main.js', '--rows', 'gate', '--json', '--data', data]);
    const { ratio, commitsPerLead, statementsPerLead } = (JSON.parse(stdout.trim().split('\n').at(-1)!) as { gate: Gate }).gate;
    const most = { ...gate, ratio: gate.ratio * SLACK };
    const above = Object.entries({ commitsPerLead, statementsPerLead, ratio }).filter(([name, figure]) => !(figure <= most[name as keyof Gate]));
    expect(above).toEqual([]);
  }, 300_000);
});
