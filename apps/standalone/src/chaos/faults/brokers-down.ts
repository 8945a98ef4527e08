import type { Fault } from '../fault.js';
import { BROKERS } from './broker-kill.js';

const DOWN_MS = 10_000;

export const brokersDown: Fault = {
  name: 'brokers-down', says: `kill -9 of all brokers, back after ${DOWN_MS / 1_000} s`,
  async run({ servers, sleep }) {
    for (const broker of BROKERS) await servers.kill(broker);
    await sleep(DOWN_MS);
    await servers.bringBack();
    return 1;
  },
};
