import type { Fault } from '../fault.js';

/** Longer than a Kafka session (6 s) and than the claim of an outbox row (15 s). */
const ASLEEP_MS = 18_000;
const APPS = ['assignment', 'delivery', 'enrichment', 'research'];

/** Half of the workers stop in the middle of what they do; others take over, and then they wake up and go on. */
export const zombies: Fault = {
  name: 'zombies', says: `SIGSTOP of one process of each worker for ${ASLEEP_MS / 1_000} s, then SIGCONT`,
  async run({ apps, random, sleep }) {
    const asleep = APPS.map((app) => random.pick(apps.of(app)).child);
    for (const child of asleep) child.kill('SIGSTOP');
    await sleep(ASLEEP_MS);
    for (const child of asleep) child.kill('SIGCONT');
    await sleep(1_000);
    return asleep.length;
  },
};
