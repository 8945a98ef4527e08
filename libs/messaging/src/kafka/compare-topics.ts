import type { TopicPlan } from './planned-topics.js';

export interface TopicComparison {
  readonly missing: readonly TopicPlan[];
  /** One line for each setting that is other than planned: what it is, what it should be, what to do. */
  readonly differences: readonly string[];
}

/** Compares what should be with what is. Nothing that exists is ever changed: partitions move keys, retention deletes. */
export function compareTopics(plans: readonly TopicPlan[], existing: readonly TopicPlan[]): TopicComparison {
  const byName = new Map(existing.map((topic) => [topic.topic, topic]));
  return { missing: plans.filter(({ topic }) => !byName.has(topic)), differences: plans.flatMap((plan) => differencesOf(plan, byName.get(plan.topic))) };
}

function differencesOf(plan: TopicPlan, found: TopicPlan | undefined): string[] {
  if (!found) return [];
  const { topic } = plan;
  const lines: string[] = [];
  if (found.partitions < plan.partitions) lines.push(`${topic} has ${found.partitions} partitions, ${plan.partitions} are planned. More of them: kafka-topics.sh --alter --topic ${topic} --partitions ${plan.partitions}; events of a lead that are on their way may then overtake each other, which consumers bear.`);
  if (found.partitions > plan.partitions) lines.push(`${topic} has ${found.partitions} partitions, ${plan.partitions} are planned. Partitions cannot be taken away; plan ${found.partitions}.`);
  if (plan.replication > 0 && found.replication !== plan.replication) lines.push(`${topic} has replication ${found.replication}, ${plan.replication} is planned. To change it: kafka-reassign-partitions.sh.`);
  for (const [name, value] of Object.entries(plan.config)) {
    const is = found.config[name];
    if (is !== value) lines.push(`${topic} has ${name}=${is ?? 'nothing'}, ${value} is planned. To change it: kafka-configs.sh --alter --entity-type topics --entity-name ${topic} --add-config ${name}=${value}`);
  }
  return lines;
}
