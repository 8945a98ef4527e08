import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { writeConfig } from '../config-folder.js';
import { leadsFrom } from '../leads.js';
import { loadParts } from '../stages/stage-parts.js';
import { decideLeads } from './decide-leads.js';

const folder = mkdtempSync(join(tmpdir(), 'leadwright-bench-domain-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('every lead of the bench is a clear one that a rep gets', async () => {
  const parts = await loadParts(writeConfig(folder));
  expect(decideLeads(leadsFrom(0, 1_000), parts, Date.UTC(2026, 10, 23, 15))).toBe(1_000);
});
