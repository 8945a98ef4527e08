import { Alert, Anchor, Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { LeadPage } from '#contracts';
import { call, tellProblem, useGet } from '../api';
import { Section } from '../frame/section';
import { countWords, moneyWords, pageWords, timeWords } from '../words';
import type { OnPage } from './proof';
import { looksOf, recheckOf, type Recheck, type RunAnswer } from './research-run';
import { FLAG_WORDS } from './saved-page-modal';
import styles from './lead.module.css';

/** Where research looked, what it cost, why it stopped; and the same again from the record. */
export function LookedAt({ lead, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const { research } = lead;
  const run = useGet<RunAnswer>(['lead', lead.row.id, 'run', research?.runId], `/api/research-runs/${encodeURIComponent(research?.runId ?? '')}`, { enabled: research !== null });
  const recheck = useMutation({ mutationFn: async () => recheckOf(await call('POST', `/api/research-runs/${encodeURIComponent(research!.runId)}/verify`)), onError: tellProblem });
  if (!research) return null;
  const isRunning = research.state === 'running';
  const looks = looksOf(run.data, lead.snapshots);
  return (
    <Section title="Looked at" aside={<Text size="sm" c="dimmed" className="lw-numbers">{isRunning ? <Group gap={6} component="span"><Loader size={12} />looking</Group> : `${countWords(research.looks, 'look')} of ${research.looksAllowed} · ${moneyWords(research.spentMicro)} estimated`}</Text>}>
      <Stack gap={10}>
        {run.data?.question && <Text size="sm" c="dimmed">{run.data.question}</Text>}
        {looks.length > 0 && (
          <ol className={styles.looks}>
            {looks.map((look, place) => (
              <li key={place}>
                <Text size="md" style={{ overflowWrap: 'anywhere' }}>{place + 1}. {look.label}{look.outcome && <Text span inherit c="dimmed"> · {look.outcome}</Text>}</Text>
                <Text size="sm" c="dimmed">
                  {look.why}{look.why && look.page && ' · '}
                  {look.page && <Anchor component="button" type="button" inherit ta="left" onClick={() => onPage({ snapshotId: look.page!.id, quote: null })}>{pageWords(look.page.url)}, saved {timeWords(look.page.savedAt)}</Anchor>}
                </Text>
                {look.flags.map((flag) => <Alert key={flag} color="yellow" p="xs" mt={4}>{FLAG_WORDS[flag] ?? flag}</Alert>)}
              </li>
            ))}
          </ol>
        )}
        {!isRunning && looks.length === 0 && <Text c="dimmed">{research.looks === 0 ? 'No look was needed.' : 'The single looks cannot be shown now.'}</Text>}
        {research.stopSentence && <Text size="sm">{research.stopSentence}</Text>}
        {!isRunning && <Group gap="sm"><Button variant="default" loading={recheck.isPending} onClick={() => recheck.mutate()}>Re-check (no cost)</Button>{recheck.data && <RecheckResult recheck={recheck.data} />}</Group>}
      </Stack>
    </Section>
  );
}

function RecheckResult({ recheck: { holds, sentence } }: { recheck: Recheck }) {
  return <Group gap={6} role="status"><Badge color={holds ? 'green' : 'red'}>{holds ? 'Same result' : 'Differs'}</Badge><Text size="sm">{sentence}</Text></Group>;
}
