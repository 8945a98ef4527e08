import { topics, type TopicRow } from '#contracts';

export interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  /** Copies of every record; -1: what the brokers do by default. */
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicSizes { readonly partitions: number; readonly replication: number; readonly retentionDays: number; readonly prefix: string }

const DAY_MS = 86_400_000;

/**
 * Every topic of `topics.ts` as it should be on the brokers. Few partitions are enough for what is rare. A compacted topic keeps
 * the last record of every key for ever. The inbox remembers events for 14 days, so that topics may keep them for 13 at most.
 */
export const plannedTopics = ({ partitions, replication, retentionDays, prefix }: TopicSizes, rows: readonly TopicRow[] = topics): TopicPlan[] =>
  rows.map(({ contract, compacted }): TopicPlan => ({
    topic: prefix + contract.topic, partitions: compacted ? 1 : partitions, replication,
    config: compacted ? { 'cleanup.policy': 'compact' } : { 'cleanup.policy': 'delete', 'retention.ms': String(retentionDays * DAY_MS) },
  }));
