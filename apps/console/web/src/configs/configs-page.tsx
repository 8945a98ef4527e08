import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ConfigKind, ConfigVersionView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords, timeWords } from '../words';
import { KIND_WORDS, KINDS } from './kinds';
import styles from './configs.module.css';

/** The five documents that say how Leadwright behaves, and which version of each is in force. */
export function ConfigsPage() {
  return (
    <Section title="Configuration" aside={<Text size="sm" c="dimmed">checked before it is put into force</Text>}>
      <ul className={styles.kinds}>{KINDS.map((kind) => <Kind key={kind} kind={kind} />)}</ul>
    </Section>
  );
}

function Kind({ kind }: { kind: ConfigKind }) {
  const versions = useGet<ConfigVersionView[]>(['configs', kind, 'versions'], `/api/configs/${kind}/versions`);
  const inForce = versions.data?.find((version) => version.inForce);
  const { label, says } = KIND_WORDS[kind];
  return (
    <li>
      <div><Anchor component={Link} to={`/operations/configuration/${kind}`} fw={600}>{label}</Anchor><Text size="sm" c="dimmed">{says}</Text></div>
      <div>
        {versions.isPending && <Loading lines={1} />}
        {versions.isError && <ProblemView error={versions.error} onRetry={() => void versions.refetch()} />}
        {versions.data && (inForce ? <Badge color="green">Version {inForce.version} in force</Badge> : <Badge color="gray">Not configured</Badge>)}
        {inForce && <Text size="sm" c="dimmed">{timeWords(inForce.publishedAt)}, by {inForce.publishedBy} · {countWords(versions.data!.length, 'version')}</Text>}
      </div>
    </li>
  );
}
