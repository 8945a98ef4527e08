import type { Fault } from '../fault.js';

const TIMES = 20;
const WITHIN_MS = 15_000;

export const lostCommits: Fault = {
  name: 'lost-commits', says: `the answers of ${TIMES} COMMITs are swallowed by a proxy, which then cuts the connection`,
  async run({ proxy, sleep }) {
    const before = proxy.dropped;
    const until = Date.now() + WITHIN_MS;
    // A few at a time: a unit is tried five times, and its fifth COMMIT must not be lost like all before it.
    while (proxy.dropped - before < TIMES && Date.now() < until) {
      proxy.drop(2);
      await sleep(300);
    }
    proxy.drop(0);
    return proxy.dropped - before;
  },
};
