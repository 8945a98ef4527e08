import { Alert, Anchor, Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { LeadPage } from '#contracts';
import { call, tellProblem, useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords, moneyWords, pageWords, timeWords } from '../words';
import type { OnPage } from './proof';
import { recheckWords, type Look, type Recheck, type ResearchRun } from './research-run';
import { FLAG_WORDS } from './saved-page-modal';
import styles from './lead.module.css';

/** A run tells the single looks while it goes on; events come only at its end. */
const WATCH_MS = 2_000;

/** Where research looked, what it cost, why it stopped; and the same again from the record. */
export function LookedAt({ lead, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const { research } = lead;
  const isRunning = research?.state === 'running';
  const path = `/api/research-runs/${encodeURIComponent(research?.runId ?? '')}`;
  const run = useGet<ResearchRun>(['lead', lead.row.id, 'run', research?.runId], path, { enabled: research !== null, refetchInterval: isRunning && WATCH_MS });
  const recheck = useMutation({ mutationFn: () => call<Recheck>('POST', `${path}/verify`), onError: tellProblem });
  if (!research) return null;
  const aside = isRunning ? <Group gap={6} component="span"><Loader size={12} />looking</Group> : `${countWords(research.looks, 'look')} of ${research.looksAllowed} · ${moneyWords(research.spentMicro)} estimated`;
  return (
    <Section title="Looked at" aside={<Text size="sm" c="dimmed" className="lw-numbers" component="div">{aside}</Text>}>
      <Stack gap={10}>
        {run.isError && <ProblemView error={run.error} onRetry={() => void run.refetch()} />}
        {run.isPending && <Loading lines={2} />}
        {run.data && <Text size="sm" c="dimmed">{run.data.question}</Text>}
        {run.data && run.data.looks.length > 0 && <ol className={styles.looks}>{run.data.looks.map((look, place) => <LookLine key={place} look={look} place={place} lead={lead} onPage={onPage} />)}</ol>}
        {run.data?.looking && <Text size="sm">Looking now: {run.data.looking.label} <Text span inherit c="dimmed">{pageWords(run.data.looking.url)}</Text></Text>}
        {research.stopSentence && <Text size="sm">{research.stopSentence}</Text>}
        {!isRunning && (
          <Group gap="sm">
            <Button variant="default" loading={recheck.isPending} onClick={() => recheck.mutate()}>Re-check (no cost)</Button>
            {recheck.data && <Group gap={6} role="status"><Badge color={recheck.data.outcome === 'verified' ? 'green' : 'red'}>{recheck.data.outcome === 'verified' ? 'Same result' : 'Differs'}</Badge><Text size="sm">{recheckWords(recheck.data)}</Text></Group>}
          </Group>
        )}
      </Stack>
    </Section>
  );
}

function LookLine({ look: { label, url, worth, outcome, snapshotId, flags }, place, lead, onPage }: { look: Look; place: number; lead: LeadPage; onPage: OnPage }) {
  const saved = lead.snapshots.find(({ id }) => id === snapshotId);
  return (
    <li>
      <Text size="md">{place + 1}. {label} <Text span inherit c="dimmed">· {outcome}</Text></Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        Worth {worth} · {snapshotId === null ? pageWords(url) : <Anchor component="button" type="button" inherit ta="left" onClick={() => onPage({ snapshotId, quote: null })}>{pageWords(url)}{saved && `, saved ${timeWords(saved.savedAt)}`}</Anchor>}
      </Text>
      {flags.map((flag) => <Alert key={flag} color="yellow" p="xs" mt={4}>{FLAG_WORDS[flag]}</Alert>)}
    </li>
  );
}
