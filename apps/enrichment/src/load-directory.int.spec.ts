import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadDirectory } from './load-directory.js';

const HEADER = 'domain,alias_domains,name,country,employees,vertical,cold_sites,certifications,parent';

describe('reading a directory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (...lines: string[]) => {
    const file = join(folder, 'directory.csv');
    writeFileSync(file, [HEADER, ...lines].join('\n'));
    return loadDirectory(file);
  };

  it('takes what is given, and nothing for what is not', async () => {
    const { rows, refused } = await load('Larkmoor.example,larkmoor-foods.example; ,Larkmoor Chilled Foods,Ireland,840,chilled foods,4,BRCGS; HACCP,', 'b.example,,"Brackwater, Cold",,,,,,');
    expect(refused).toEqual([]);
    expect(rows).toEqual([
      { domain: 'larkmoor.example', aliasDomains: ['larkmoor-foods.example'], name: 'Larkmoor Chilled Foods', country: 'IE', employees: 840, vertical: 'chilled foods', coldSites: 4, certifications: ['BRCGS', 'HACCP'], parent: null },
      { domain: 'b.example', aliasDomains: [], name: 'Brackwater, Cold', country: null, employees: null, vertical: null, coldSites: null, certifications: [], parent: null },
    ]);
  });

  it.each([
    ['a domain that is none', 'larkmoor,,Larkmoor,IE,840,,,,', 'domain "larkmoor" is no domain'],
    ['no name', 'a.example,,,IE,840,,,,', 'name is empty'],
    ['people in words', 'a.example,,A,IE,about 840,,,,', 'employees "about 840" is no whole number'],
    ['half a cold site', 'a.example,,A,IE,840,,1.5,,', 'cold_sites "1.5" is no whole number'],
    ['a country nobody knows', 'a.example,,A,Atlantis,840,,,,', 'country "Atlantis" is not known'],
    ['a quotation mark that does not end well', 'a.example,,"A" B,IE,840,,,,', expect.stringContaining('Invalid Closing Quote')],
    ['a quotation mark that does not end', 'a.example,,"A,IE,840,,,,', expect.stringContaining('Quote Not Closed')],
  ])('reports %s with its line, and goes on', async (_, line, reason) => {
    const { rows, refused } = await load('first.example,,First,GB,1,,,,', line, 'last.example,,Last,GB,3,,,,');
    expect(rows.map(({ name }) => name)).toEqual(['First', 'Last']);
    expect(refused).toEqual([{ line: 3, reason }]);
  });

  it('writes domains as they travel', async () => {
    const { rows } = await load('kühlwerk.example,KÜHL.example,Kühlwerk Sandtorf,DE,1150,,,,');
    expect(rows[0]).toMatchObject({ domain: 'xn--khlwerk-n2a.example', aliasDomains: ['xn--khl-hoa.example'] });
  });

  it('is empty without a file, and says so', async () => {
    expect(await loadDirectory(join(folder, 'missing.csv'))).toEqual({ rows: [], refused: [{ line: 0, reason: expect.stringContaining('missing.csv does not exist') }] });
  });
});
