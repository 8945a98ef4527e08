import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockingKeys, candidatePairs, MOST_IN_BLOCK } from './blocking-keys.js';
import { scorePair, type PersonRecord } from './score-pair.js';

const lead = (id: string, more: Partial<PersonRecord> = {}): PersonRecord => ({ id, firstName: null, lastName: null, email: null, phone: null, account: null, company: null, ...more });

const freeMail = fc.constantFrom('tessa@gmail.com', 'tessa.m@gmx.de', 't.moorcroft@outlook.com');
const names = { firstName: fc.constantFrom(null, 'Elizabeth', 'Liz', 'L', 'Elizabet', 'Moorcroft', 'Sam'), lastName: fc.constantFrom(null, 'Moorcroft', 'Moorcrofft', 'Moorcroft-Hale', 'Elizabeth', 'Hale') };
const anyLead = fc.record({
  id: fc.constantFrom('1', '2', '3', '4'), ...names, phone: fc.constantFrom(null, '+442079460123', '+442079460124'), account: fc.constantFrom(null, 'larkmoor.example', 'harrow.example'), company: fc.constantFrom(null, 'Larkmoor Ltd', 'LARKMOOR', 'Harrow'),
  email: fc.oneof(fc.constant(null), freeMail, fc.constantFrom('liz@larkmoor.example', 'liz@larkmoor-foods.example', 'Liz@larkmoor.example', 'info@larkmoor.example', 'info@larkmoor-foods.example')),
});

describe('scorePair', () => {
  it('is symmetric, between 0 and 1, and 1 for a lead with itself', () => {
    fc.assert(fc.property(anyLead, anyLead, (a, b) => {
      const pair = scorePair(a, b);
      expect(scorePair(b, a)).toEqual(pair);
      expect(pair.score >= 0 && pair.score <= 1).toBe(true);
      expect(scorePair(a, { ...a }).score).toBe(1);
    }), { numRuns: 1_000 });
  });

  it('never gives a name alone more than 0.6 where anybody can have the mailbox', () => {
    const nameOnly = fc.record({ ...names, email: freeMail });
    fc.assert(fc.property(nameOnly, nameOnly, (a, b) => {
      fc.pre(a.email !== b.email);
      expect(scorePair(lead('1', a), lead('2', b)).score).toBeLessThanOrEqual(0.6);
    }), { numRuns: 2_000 });
  });
});

describe('blockingKeys', () => {
  it('leads every pair above what a name alone can reach together', () => {
    let above = 0;
    fc.assert(fc.property(anyLead, anyLead, (a, b) => {
      if (a.id === b.id || scorePair(a, b).score <= 0.6) return;
      above += 1;
      const keys = new Set(blockingKeys(a));
      expect(blockingKeys(b).some((key) => keys.has(key))).toBe(true);
    }), { numRuns: 3_000 });
    expect(above).toBeGreaterThan(200);
  });

  it('compares each lead with few others, also in a large company and behind one telephone number', () => {
    const many = 20_000;
    const leads = Array.from({ length: many }, (_, at) => lead(`lead-${at}`, {
      firstName: ['John', 'Mary', 'Sam'][at % 3]!, lastName: `Name${at % 4_000}`, phone: at % 2 === 0 ? '+442079460000' : `+44207${1_000_000 + at}`, account: at < 5_000 ? 'large.example' : `firm-${at % 3_000}.example`,
    }));
    let pairs = 0;
    for (const [a, b] of candidatePairs(leads, blockingKeys)) pairs += a.id < b.id ? 1 : NaN;
    expect(pairs).toBeGreaterThan(0);
    expect(pairs).toBeLessThan((many * MOST_IN_BLOCK) / 10);
  });

  it('yields a pair once, however many keys it shares, and no lead with itself', () => {
    const twins = [lead('b', { firstName: 'Liz', lastName: 'Hale', phone: '+44', account: 'x.example' }), lead('a', { firstName: 'Liz', lastName: 'Hale', phone: '+44', account: 'x.example' }), lead('a', { phone: '+44' })];
    expect([...candidatePairs(twins, blockingKeys)].map((pair) => pair.map(({ id }) => id))).toEqual([['a', 'b']]);
  });
});
