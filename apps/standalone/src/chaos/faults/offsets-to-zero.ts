import type { Fault } from '../fault.js';

const APPS = ['assignment', 'delivery', 'enrichment', 'research', 'console'];

/** Everything comes again from the first record on; nothing may follow from it. */
export const offsetsToZero: Fault = {
  name: 'offsets-to-zero', says: 'an app is stopped, its group is set back to offset 0 on every topic, and the app is started again',
  async run({ apps, kafka, prefix, random, sleep }) {
    const app = random.pick(APPS);
    const processes = apps.of(app);
    await apps.hold(processes, 'SIGTERM');
    const admin = kafka.admin();
    await admin.connect();
    try {
      await untilEmpty(async () => (await admin.describeGroups([prefix + app])).groups[0]?.members.length ?? 0, sleep);
      for (const { topic } of await admin.fetchOffsets({ groupId: prefix + app })) await admin.resetOffsets({ groupId: prefix + app, topic, earliest: true });
    } finally {
      await admin.disconnect();
      apps.release(processes);
    }
    await apps.ready(processes);
    return 1;
  },
};

async function untilEmpty(members: () => Promise<number>, sleep: (ms: number) => Promise<void>): Promise<void> {
  for (let tries = 0; (await members()) > 0; tries += 1) {
    if (tries > 60) throw new Error('A group still has members 30 s after its app ended.');
    await sleep(500);
  }
}
