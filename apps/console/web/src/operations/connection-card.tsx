import { useId } from 'react';
import { Alert, Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconPlugConnected, IconSend } from '@tabler/icons-react';
import type { AccessView, ConnectionView, TestLeadView } from '#contracts';
import { useAct } from '../api';
import { CopyText } from '../frame/copy-text';
import { ProblemView } from '../frame/problem-view';
import { useSignedIn } from '../frame/signed-in';
import { mayCall } from '../may';
import { agoWords, countWords, slugWords, timeWords } from '../words';
import { TestLeadResult } from './test-lead-result';
import styles from './operations.module.css';

/** `120 calls · 118 submissions` */
const dayWords = ({ calls, submissions }: ConnectionView['last24h']): string => (calls === 0 ? 'Nothing came in' : [countWords(calls, 'call'), countWords(submissions, 'submission')].join(' · '));

/** `3: 2 signature invalid, 1 body too large`; empty when nothing was refused. */
function refusedWords({ refused }: ConnectionView['last24h']): string {
  const codes = Object.entries(refused).filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a);
  const all = codes.reduce((sum, [, count]) => sum + count, 0);
  return all === 0 ? '' : `${all}: ${codes.map(([code, count]) => `${count} ${slugWords(code)}`).join(', ')}`;
}

function stateOf({ off, mode }: ConnectionView): { color: string; word: string; means: string } {
  if (off !== null) return { color: 'red', word: 'Off', means: off };
  if (mode === 'live') return { color: 'green', word: 'Live', means: '' };
  return { color: 'gray', word: 'Observe', means: 'Leads are taken and worked on; what would be written is recorded, and nothing is.' };
}

/** One sender: the address to paste there, how it goes, and two ways to try it without a real lead. */
export function ConnectionCard({ connection, now }: { connection: ConnectionView; now: number }) {
  const me = useSignedIn();
  const title = useId();
  const { name, label, vendor, url, crm, lastCallAt, lastError, last24h } = connection;
  const path = `/api/connections/${encodeURIComponent(name)}`;
  const shown = { refresh: [], quiet: () => true };
  const access = useAct<void, AccessView>(`${path}/check`, shown);
  const test = useAct<void, TestLeadView>(`${path}/test`, { ...shown, refresh: [['connections']] });
  const state = stateOf(connection);
  const refused = refusedWords(last24h);
  return (
    <Paper component="article" withBorder radius="md" className={styles.card} aria-labelledby={title}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div>
          <Title order={2} id={title}>{label}</Title>
          <Text size="xs" c="dimmed">{[name !== label && name, vendor !== name && slugWords(vendor), crm !== null && crm !== vendor && `CRM: ${crm}`].filter(Boolean).join(' · ')}</Text>
        </div>
        <Badge color={state.color} miw="max-content">{state.word}</Badge>
      </Group>
      {state.means && <Text size="sm" mt={6} c={connection.off === null ? 'dimmed' : 'var(--lw-bad)'} className={styles.words}>{state.means}</Text>}
      <dl className={styles.about}>
        <dt>{vendor === 'api' ? 'Programs send leads to' : 'Address to paste there'}</dt>
        <dd><CopyText text={url} label={`the address of ${label}`} /></dd>
        <dt>Last call</dt>
        <dd>{lastCallAt ? <span title={timeWords(lastCallAt, now)}>{agoWords(lastCallAt, now)}</span> : 'None yet'}</dd>
        <dt>Last 24 h</dt>
        <dd className="lw-numbers">{dayWords(last24h)}</dd>
        {refused && <><dt>Refused</dt><dd className={`lw-numbers ${styles.words}`}>{refused}</dd></>}
        {lastError && <><dt>Last refusal</dt><dd className={styles.words}><Text span inherit c="var(--lw-bad)">{agoWords(lastError.at, now)}:</Text> {lastError.detail}</dd></>}
      </dl>
      <Group gap={6} mt={12}>
        {crm !== null && mayCall(me, 'POST /api/connections/:connection/check') && (
          <Button variant="default" leftSection={<IconPlugConnected size={15} />} loading={access.isPending} aria-label={`Check access of ${label}`} onClick={() => access.mutate()}>Check access</Button>
        )}
        {mayCall(me, 'POST /api/connections/:connection/test') && (
          <Button variant="default" leftSection={<IconSend size={15} />} loading={test.isPending} aria-label={`Send a test lead through ${label}`} onClick={() => test.mutate()}>Send a test lead</Button>
        )}
      </Group>
      <div aria-live="polite">
        {access.isError && <div className={styles.result}><ProblemView error={access.error} /></div>}
        {access.data && <Alert className={styles.result} color={access.data.ok ? 'green' : 'yellow'} p="xs" title={access.data.ok ? 'Access is as it should be' : 'There is something to do'}><Text size="sm" className={styles.words}>{access.data.sentence}</Text></Alert>}
        {test.isError && <div className={styles.result}><ProblemView error={test.error} /></div>}
        {test.data && <TestLeadResult result={test.data} />}
      </div>
    </Paper>
  );
}
