import { describe, expect, it } from '@jest/globals';
import { topics } from '#contracts';
import { compareTopics } from './compare-topics.js';
import { plannedTopics } from './planned-topics.js';

const plans = plannedTopics({ partitions: 12, replication: 3, retentionDays: 7, prefix: 'sales.' });
const planOf = (topic: string) => plans.find((plan) => plan.topic === topic)!;

describe('planned topics', () => {
  it('are all of topics.ts, for seven days', () => {
    expect(plans.map(({ topic }) => topic)).toEqual(topics.map(({ contract }) => `sales.${contract.topic}`));
    expect(planOf('sales.lead.captured.v1')).toEqual({ topic: 'sales.lead.captured.v1', partitions: 12, replication: 3, config: { 'cleanup.policy': 'delete', 'retention.ms': '604800000' } });
  });
  it('keep the last configuration for ever', () => expect(planOf('sales.config.published.v1').config).toEqual({ 'cleanup.policy': 'compact' }));
});

describe('topics compared', () => {
  it('are missing on an empty cluster, and nothing differs on one that is complete', () => {
    expect(compareTopics(plans, [])).toEqual({ missing: plans, differences: [] });
    expect(compareTopics(plans, plans)).toEqual({ missing: [], differences: [] });
  });
  it('leave topics of others alone', () => expect(compareTopics(plans, [...plans, { topic: 'theirs', partitions: 1, replication: 1, config: {} }]).differences).toEqual([]));
  it('say every difference with a remedy', () => {
    const [first, ...rest] = plans;
    const { missing, differences } = compareTopics(plans, [{ ...first!, partitions: 3, replication: 1, config: { ...first!.config, 'retention.ms': '1' } }, ...rest]);
    expect(missing).toEqual([]);
    expect(differences).toEqual([
      expect.stringContaining('has 3 partitions, 12 are planned. More of them: kafka-topics.sh --alter'),
      expect.stringContaining('has replication 1, 3 is planned'),
      expect.stringContaining('has retention.ms=1, 604800000 is planned'),
    ]);
  });
  it('do not complain about replication that was left to the brokers', () => {
    const loose = plans.map((plan) => ({ ...plan, replication: -1 }));
    expect(compareTopics(loose, plans).differences).toEqual([]);
  });
});
