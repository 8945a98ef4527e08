import { Anchor, Group, Loader, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { LeadPage, RunStepView } from '#contracts';
import { ProblemView, Loading } from '../frame/problem-view';
import { Section } from '../frame/section';
import { PageFlags } from '../run/page-flags';
import { RecheckButton } from '../run/recheck-button';
import { useRun } from '../run/use-run';
import { countWords, moneyWords, pageWords, timeWords } from '../words';
import type { OnPage } from './proof';
import styles from './lead.module.css';

type Look = NonNullable<RunStepView['look']>;

/** Where research looked, what it cost, why it stopped; and the way to every decision. */
export function LookedAt({ lead: { research }, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const isRunning = research?.state === 'running';
  const run = useRun(research?.runId ?? null, isRunning);
  if (!research) return null;
  const looks = run.data?.steps.flatMap(({ look }) => look ?? []) ?? [];
  const last = run.data?.steps.at(-1);
  const looking = isRunning && last?.look === null ? last.menu.find(({ chosen }) => chosen) : undefined;
  const aside = isRunning ? <Group gap={6} component="span"><Loader size={12} />looking</Group> : `${countWords(research.looks, 'look')} of ${research.looksAllowed} · ${moneyWords(research.spentMicro)} estimated`;
  return (
    <Section title="Looked at" aside={<Text size="sm" c="dimmed" className="lw-numbers" component="div">{aside}</Text>}>
      <Stack gap={10}>
        {run.isError && !isRunning && <ProblemView error={run.error} onRetry={() => void run.refetch()} />}
        {run.isPending && <Loading lines={2} />}
        {run.data && <Text size="sm" c="dimmed">{run.data.question}</Text>}
        {looks.length > 0 && <ol className={styles.looks}>{looks.map((look, place) => <LookLine key={place} look={look} place={place} onPage={onPage} />)}</ol>}
        {looking && <Text size="sm">Looking now: {looking.label} <Text span inherit c="dimmed">{pageWords(looking.url)}</Text></Text>}
        {research.stopSentence && <Text size="sm">{research.stopSentence}</Text>}
        {run.data && <Anchor component={Link} to={`/runs/${run.data.id}`} size="sm">Every look, and what else it could have looked at</Anchor>}
        {!isRunning && <RecheckButton runId={research.runId} />}
      </Stack>
    </Section>
  );
}

function LookLine({ look: { label, url, ok, said, snapshot }, place, onPage }: { look: Look; place: number; onPage: OnPage }) {
  return (
    <li>
      <Text size="md">{place + 1}. {label}{!ok && <Text span inherit c="dimmed"> · {said}</Text>}</Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {snapshot === null ? pageWords(url) : <Anchor component="button" type="button" inherit ta="left" onClick={() => onPage({ snapshotId: snapshot.id, quote: null })}>{pageWords(url)}, saved {timeWords(snapshot.savedAt)}</Anchor>}
      </Text>
      {snapshot && <PageFlags flags={snapshot.flags} />}
    </li>
  );
}
