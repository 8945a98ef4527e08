import type { Fault } from '../fault.js';

export const BROKERS = ['kafka-1', 'kafka-2', 'kafka-3'] as const;

/** Two of three are enough for every write. */
export const brokerKill: Fault = {
  name: 'broker-kill', says: 'kill -9 of each of three brokers, one after the other, each started again',
  async run({ servers, random, sleep }) {
    for (const broker of random.shuffle(BROKERS)) {
      await servers.kill(broker);
      await sleep(4_000);
      await servers.bringBack();
      await sleep(3_000); // So that it is in sync again before the next one goes.
    }
    return BROKERS.length;
  },
};
