import { Text } from '@mantine/core';
import type { Stats } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords, moneyWords } from '../words';
import styles from './operations.module.css';

/** The sums of all leads. Each line adds up: what came in, what became of it, who has it. */
function linesOf(stats: Stats): { name: string; value: string; detail: string; alarm?: boolean }[] {
  const { verdicts } = stats;
  return [
    { name: 'Submissions', value: String(stats.submissions), detail: `${countWords(stats.leads, 'lead')}, ${stats.merged} merged, ${stats.ignored} ignored before spending` },
    { name: 'Leads', value: String(stats.leads), detail: `${stats.assigned} with a rep, ${stats.queued} in a queue${stats.leadsNobodyOwns > 0 ? `, ${stats.leadsNobodyOwns} not assigned yet` : ''}` },
    { name: 'Good fit', value: String(verdicts.fit), detail: `${verdicts.not_fit} not a fit, ${verdicts.needs_review} need your call` },
    { name: 'Being researched', value: String(stats.researching), detail: `${stats.waiting} wait for it before they are assigned` },
    { name: 'Drafts ready', value: String(stats.drafts), detail: 'wait for an approval' },
    { name: 'Updates sent', value: String(stats.effects), detail: 'to CRMs and reps' },
    { name: 'Needs attention', value: String(stats.needsAttention), detail: stats.needsAttention === 0 ? 'nothing is open' : 'open', alarm: stats.needsAttention > 0 },
    { name: 'Spent', value: moneyWords(stats.spentMicro), detail: 'estimated' },
  ];
}

export function Numbers() {
  const stats = useGet<Stats>(['stats'], '/api/stats');
  return (
    <Section title="Numbers">
      {stats.isError && <ProblemView error={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.isPending && <Loading lines={4} />}
      {stats.data && (
        <dl className={styles.numbers}>
          {linesOf(stats.data).map(({ name, value, detail, alarm }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="lw-numbers" data-alarm={alarm || undefined}>{value}</dd>
              <Text component="dd" size="sm" c="dimmed">{detail}</Text>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}
