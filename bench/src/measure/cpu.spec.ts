import { describe, expect, it } from '@jest/globals';
import { cpuSeconds, ticksOf } from './cpu.js';

describe('CPU time of a process', () => {
  it('is read past a name with spaces and brackets', () => {
    expect(ticksOf('42 (a (b) c) S 1 42 42 0 -1 4194560 5 0 0 0 70 20 7 3 20 0 1 0 999')).toBe(100);
  });

  it('grows while the process works', () => {
    const before = cpuSeconds([process.pid]);
    const until = performance.now() + 60;
    while (performance.now() < until) JSON.stringify(process.versions);
    expect(cpuSeconds([process.pid])).toBeGreaterThan(before);
  });

  it('is no number for a process that is gone', () => {
    expect(() => cpuSeconds([2 ** 30])).toThrow('ended while it was measured');
  });
});
