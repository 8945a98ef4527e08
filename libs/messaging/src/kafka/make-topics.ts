import { compareTopics } from './compare-topics.js';
import type { TopicAdmin } from './kafkajs-topics.js';
import type { TopicPlan } from './planned-topics.js';

/** Makes the topics that are missing, unless `dryRun`, and says line by line what was done and what differs. Changes and deletes nothing. */
export async function makeTopics(topics: TopicAdmin, plans: readonly TopicPlan[], { dryRun }: { dryRun: boolean }): Promise<string[]> {
  const { missing, differences } = compareTopics(plans, await topics.describe(plans));
  if (!dryRun) await topics.create(missing);
  const made = dryRun ? 'would be made' : 'made';
  return [
    ...missing.map(({ topic, partitions, config }) => `${topic}: ${made}, ${partitions} partitions, ${Object.entries(config).map(([name, value]) => `${name}=${value}`).join(', ')}`),
    ...differences,
    `${plans.length} topics: ${missing.length} ${made}, ${plans.length - missing.length} there already, ${differences.length} differences.`,
  ];
}
