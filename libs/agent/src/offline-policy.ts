import { dollars, type MenuItem, type Policy } from './menu.js';

const net = (item: MenuItem): number => item.worthMicro - item.costMicro;

/** A total order, so that every replay picks the same: highest gain, then lower cost, then id. */
const byGain = (a: MenuItem, b: MenuItem): number => net(b) - net(a) || a.costMicro - b.costMicro || (a.id < b.id ? -1 : 1);

/** The policy without a model: the look with the highest expected gain, as long as there is a gain. */
export const offlinePolicy: Policy = {
  id: 'offline@1',
  choose(menu) {
    const best = menu.toSorted(byGain)[0]!;
    const price = `worth ${dollars(best.worthMicro)}, costs ${dollars(best.costMicro)}`;
    return net(best) > 0
      ? { kind: 'look', item: best.id, why: `${best.label}: ${price}` }
      : { kind: 'conclude', stop: 'not_worth_it', why: `The best look left is not worth it (${best.label}: ${price}).` };
  },
};
