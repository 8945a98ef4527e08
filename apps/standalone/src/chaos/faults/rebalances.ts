import type { Fault, FaultContext } from '../fault.js';

const TIMES = 3;
const EVERY_MS = 15_000;
const STAYS_MS = 6_000;
const GROUPS = ['enrichment', 'assignment', 'delivery', 'research', 'console', 'intake'];

/** The extra member takes partitions, handles nothing, stores no position and leaves: every group shares its partitions out twice each time. */
export const rebalances: Fault = {
  name: 'rebalances', says: `an extra member joins every group and leaves again, every ${EVERY_MS / 1_000} s`,
  async run(context) {
    for (let time = 0; time < TIMES; time += 1) {
      await Promise.all(GROUPS.map((group) => joinAndLeave(context, group)));
      if (time < TIMES - 1) await context.sleep(EVERY_MS - STAYS_MS);
    }
    return TIMES * GROUPS.length * 2;
  },
};

async function joinAndLeave({ kafka, prefix, sleep }: FaultContext, group: string): Promise<void> {
  const consumer = kafka.consumer({ groupId: prefix + group, sessionTimeout: 6_000, rebalanceTimeout: 60_000, retry: { restartOnFailure: () => Promise.resolve(false) } });
  await consumer.connect();
  await consumer.subscribe({ topics: [`${prefix}config.published.v1`, `${prefix}lead.captured.v1`, `${prefix}lead.enriched.v1`, `${prefix}lead.assigned.v1`], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: () => Promise.resolve() });
  await sleep(STAYS_MS);
  await consumer.disconnect();
}
