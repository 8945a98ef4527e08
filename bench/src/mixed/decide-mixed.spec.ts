import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { leadsFrom } from '../leads.js';
import { loadParts } from '../stages/stage-parts.js';
import { decideMixed } from './decide-mixed.js';
import { countOf, writeMixedConfig } from './mixed-leads.js';

const folder = mkdtempSync(join(tmpdir(), 'leadwright-bench-mixed-domain-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('every lead of the mix is a fit: six of ten by the directory, three by the provider, one by research', async () => {
  const parts = await loadParts(writeMixedConfig(folder));
  expect(await decideMixed(leadsFrom(0, 100), parts, Date.UTC(2026, 10, 23, 15))).toEqual({ directory: 60, provider: 30, research: 10 });
  expect([countOf('directory', 105), countOf('provider', 108), countOf('research', 109), countOf('research', 110)]).toEqual([65, 32, 10, 11]);
});
