import { expect, it } from '@jest/globals';
import type { Measurement } from '../row.js';
import { figuresOf, lineOf } from './peer-figures.js';

const measured = (cpuPer1k: number, leadsPerSec: number): Measurement =>
  ({ leads: 100, cpuPer1k, cpuPer1kByPart: { services: cpuPer1k }, leadsPerSec, rssMiB: 100, rssMiBByPart: { services: 100 }, perLead: {}, loadBefore: 0 });

it('says how many times our machinery a peer needs, pair by pair', () => {
  const pairs = [{ floor: measured(1.1, 900), subject: measured(0.3, 3_000) }, { floor: measured(0.9, 1_100), subject: measured(0.5, 2_000) }];
  const figures = figuresOf('queue', 'embedded', pairs, 0.1);
  expect(figures).toEqual({
    name: 'queue', against: 'embedded', cpuPer1k: 1, cpuPer1kByPart: { services: 1 }, oursCpuPer1k: 0.4, oursOver: 3.5, oursOverMin: 2, oursOverMax: 5, leadsPerSec: 1_000, oursLeadsPerSec: 2_500,
  });
  expect(lineOf(figures)).toBe('queue (against embedded): 1 CPU-s per 1,000 leads, ours 0.4: machinery 3.5 times ours (2 to 5); 1000 leads/s, ours 2500');
});

it('says why a peer was not run', () => {
  expect(lineOf({ name: 'queue', against: 'distributed', notRun: 'there is no redis-server here' })).toBe('queue (against distributed): not run: there is no redis-server here');
});
