import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { failpoint, FAILPOINTS } from '#persistence';
import { Environment } from './environment.js';
import { armFailpointOf } from './failpoint.js';

const armedBy = (variables: Record<string, string>): unknown[][] => {
  const armed: unknown[][] = [];
  armFailpointOf(new Environment(variables), (...args) => armed.push(args));
  return armed;
};

describe('a failpoint', () => {
  it.each([
    ['without FAILPOINT', { NODE_ENV: 'test' }],
    ['without NODE_ENV', { FAILPOINT: 'K3:1' }],
    ['in production', { FAILPOINT: 'K3:1', NODE_ENV: 'production' }],
    ['in development', { FAILPOINT: 'K3:1', NODE_ENV: 'development' }],
  ])('is not armed %s', (_, variables) => {
    expect(armedBy(variables)).toEqual([]);
  });

  it('is armed by its name and a pass, in tests', () => {
    expect(armedBy({ FAILPOINT: 'K17:3', NODE_ENV: 'test' })).toEqual([['K17', 3]]);
  });

  it.each(['K3', 'K3:0', 'K19:1', 'K3:1:2', ':1'])('says what is wrong with "%s"', (setting) => {
    expect(() => armedBy({ FAILPOINT: setting, NODE_ENV: 'test' })).toThrow(/FAILPOINT is .* e\.g\. K3:2/);
  });

  it('that nobody armed lets the process live', () => {
    for (const name of FAILPOINTS) failpoint(name);
    expect(process.pid).toBeGreaterThan(0);
  });

  it('ends the process at the pass that was asked for, as kill -9 does', () => {
    const program = `import { armFailpoint, failpoint } from './libs/persistence/src/failpoint.ts'; armFailpoint('K2', 3); for (let pass = 1; pass < 5; pass += 1) { process.stdout.write(String(pass)); failpoint('K1'); failpoint('K2'); }`;
    const { signal, stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], { encoding: 'utf8' });
    expect({ signal, stdout }).toEqual({ signal: 'SIGKILL', stdout: '123' });
  });
});
