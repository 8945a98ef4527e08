import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { TimelineEntry } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { timeWords } from '../words';
import styles from './lead.module.css';

/** All that happened to the lead, the newest first. */
export function TimelineCard({ leadId }: { leadId: string }) {
  const timeline = useGet<TimelineEntry[]>(['lead', leadId, 'timeline'], `/api/leads/${encodeURIComponent(leadId)}/timeline`);
  return (
    <Section title="Timeline">
      {timeline.isError && <ProblemView error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && <Loading lines={6} />}
      {timeline.data && (
        <ol className={styles.entries} reversed>
          {timeline.data.toReversed().map(({ id, at, kind, title, detail, link }) => (
            <li key={id} className={styles.entry}>
              <Text size="sm" c="dimmed" className="lw-numbers"><time dateTime={at}>{timeWords(at)}</time></Text>
              <div>
                <Text size="sm" fw={500} c={kind === 'attention' ? 'var(--lw-bad)' : undefined}>{link?.startsWith('/') ? <Anchor component={Link} to={link} inherit>{title}</Anchor> : title}</Text>
                {detail && <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{detail}</Text>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
