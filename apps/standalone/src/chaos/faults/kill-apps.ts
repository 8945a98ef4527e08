import type { Fault } from '../fault.js';

/** One process of every app, one after the other, at a moment of chance. */
export const killApps: Fault = {
  name: 'kill-apps', says: 'kill -9 of a process of each app, at random moments',
  async run({ apps, random, sleep }) {
    const names = random.shuffle([...new Set(apps.processes.map(({ app }) => app))]);
    for (const name of names) {
      await sleep(random.int(200, 1_500));
      await apps.replace(random.pick(apps.of(name)), 'SIGKILL');
    }
    await apps.ready();
    return names.length;
  },
};
