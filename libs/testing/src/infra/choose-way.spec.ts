import { describe, expect, it } from '@jest/globals';
import { chooseBrokers, chooseWay } from '../../../../deploy/local/infra/choose-way.js';

const never = (): boolean => { throw new Error('The engine must not be asked.'); };

describe('choose a way', () => {
  it('takes a given address first, and asks nobody', () => expect(chooseWay({ given: '127.0.0.1:9092', running: 'local', engine: never })).toBe('given'));
  it('stays with what runs, though an engine came up since', () => {
    expect(chooseWay({ running: 'local', engine: never })).toBe('local');
    expect(chooseWay({ running: 'docker', engine: never })).toBe('docker');
  });
  it('prefers an engine to local programs', () => expect([true, false].map((answer) => chooseWay({ running: null, engine: () => answer }))).toEqual(['docker', 'local']));
  it('runs three brokers as local programs', () => expect(chooseWay({ running: null, engine: never, brokers: 3 })).toBe('local'));
  it('ignores an empty address', () => expect(chooseWay({ given: '', running: null, engine: () => false })).toBe('local'));
});

describe('choose the number of brokers', () => {
  it('takes what is asked for, else what runs, else one', () => expect([chooseBrokers(3, 0), chooseBrokers(3, 3), chooseBrokers(undefined, 3), chooseBrokers(undefined, 0)]).toEqual([3, 3, 3, 1]));
  it('refuses other numbers', () => expect(() => chooseBrokers(2, 0)).toThrow('--brokers is 1 or 3, not 2.'));
  it('does not change a cluster that runs, and says what to do', () => expect(() => chooseBrokers(3, 1)).toThrow('npm run infra:down'));
});
