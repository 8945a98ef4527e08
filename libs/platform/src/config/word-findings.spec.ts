import { describe, expect, it } from '@jest/globals';
import type { ConfigFinding } from '#contracts';
import { locateFindings, wordFindings } from './word-findings.js';

const text = `# Who gets which lead
pools:
  emea: {label: EMEA, members: {nora: 1, lars: 1}}
rules:
  - {id: emea, when: 'company.country in ["GB"]'}
  - {id: north-america, when: 'company.contry in ["US", "CA"]'}
otherwise: {queue: lead-desk}
`;
const at = (path: (string | number)[], more: Partial<ConfigFinding> = {}): ConfigFinding => ({ severity: 'error', path, where: 'somewhere', message: 'wrong', remedy: 'Mend it.', ...more });

describe('findings of a configuration file', () => {
  it.each([
    [['pools', 'emea', 'members', 'lars'], 3],
    [['rules', 1, 'when'], 6],
    [['rules', 1], 6],
    [['otherwise', 'queue'], 7],
    [['otherwise', 'missing', 'deeper'], 7],
    [['nowhere'], null],
    [[], null],
  ] as const)('finds the line of %j: %p', (path, line) => {
    expect(locateFindings({ text, findings: [at([...path])] })[0]!.line).toBe(line);
  });

  it('words all of them at once, in the order of the file, with the place underlined and the remedy', () => {
    const findings = [
      at(['rules', 1, 'when'], { where: 'rule "north-america"', message: 'unknown field company.contry', remedy: 'Did you mean company.country?', excerpt: { text: `when: 'company.contry in ["US", "CA"]'`, from: 7, to: 21 } }),
      at(['pools', 'emea', 'members', 'lars'], { where: 'pool "emea"', message: 'member "lars" left on 2026-09-30', remedy: 'Remove lars from the pool.' }),
    ];
    expect(wordFindings('config/assignment.yaml', { text, findings }, 'Version 12 stays in force.')).toBe(`config/assignment.yaml has 2 problems. Version 12 stays in force.

1  line 3, pool "emea": member "lars" left on 2026-09-30
   Remove lars from the pool.

2  line 6, rule "north-america": unknown field company.contry
       when: 'company.contry in ["US", "CA"]'
              ^^^^^^^^^^^^^^
   Did you mean company.country?`);
  });
});
