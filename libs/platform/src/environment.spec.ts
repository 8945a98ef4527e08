import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Environment } from './environment.js';

describe('Environment', () => {
  it('works with nothing set', () => {
    const { mode, port, host, publicUrl, configFrom } = new Environment({});
    expect({ mode, port, host, publicUrl, configFrom }).toEqual({ mode: 'embedded', port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', configFrom: 'files' });
  });

  it('names every bad variable at once, with its value', () => {
    expect(() => new Environment({ PORT: 'eighty', EGRESS_MAP: 'sandbox', MODE: 'cloud' })).toThrow(/3 problems.*MODE: "cloud".*PORT: "eighty".*EGRESS_MAP: "sandbox" must look like/);
  });

  it('refuses to send production calls to a sandbox', () => {
    expect(() => new Environment({ EGRESS_MAP: '*.example=127.0.0.1:4010', NODE_ENV: 'production' })).toThrow(/EGRESS_MAP is set and NODE_ENV is production/);
  });

  it('takes secrets from a variable or a mounted file, and a second live value while one is replaced', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
    writeFileSync(join(folder, 'secret'), 'from-file\n');
    const environment = new Environment({ FORM_SECRET_FILE: join(folder, 'secret'), FORM_SECRET_OLD: 'old' });
    expect(environment.secrets('FORM_SECRET')).toEqual(['from-file', 'old']);
    expect(environment.secrets('OTHER')).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
