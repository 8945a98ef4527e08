import { ActionIcon, Badge, Code, CopyButton, Table, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { Mode } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { useNow } from '../frame/use-now';
import { agoWords, countWords, slugWords } from '../words';
import styles from './operations.module.css';

/** A connection as `GET /api/connections` tells it. */
interface Connection {
  name: string; label: string; mode: Mode; url: string; off: string | null; lastCallAt: string | null;
  lastError: { code: string; detail: string; at: string } | null;
  last24h: { calls: number; submissions: number; refused: Record<string, number> };
}

/** `120 calls · 118 submissions · 2 refused (signature invalid)` */
function dayWords({ calls, submissions, refused }: Connection['last24h']): string {
  const codes = Object.entries(refused).map(([code, count]) => `${count} refused (${slugWords(code)})`);
  return calls === 0 && codes.length === 0 ? 'nothing' : [countWords(calls, 'call'), countWords(submissions, 'submission'), ...codes].join(' · ');
}

/** Who sends leads here: the address to paste there, and how it goes. */
export function ConnectionsCard() {
  const connections = useGet<Connection[]>(['connections'], '/api/connections');
  const now = useNow();
  return (
    <Section title="Connections">
      {connections.isError && <ProblemView error={connections.error} onRetry={() => void connections.refetch()} />}
      {connections.isPending && <Loading lines={4} />}
      {connections.data?.length === 0 && <Text c="dimmed">No connection is configured. Connections stand in connections.yaml.</Text>}
      {connections.data && connections.data.length > 0 && (
        <Table.ScrollContainer minWidth={760} type="native">
          <Table fz="sm">
            <Table.Thead><Table.Tr><Table.Th>Connection</Table.Th><Table.Th>Address to paste there</Table.Th><Table.Th>Last call</Table.Th><Table.Th>Last 24 h</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{connections.data.map((connection) => <ConnectionLine key={connection.name} connection={connection} now={now} />)}</Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function ConnectionLine({ connection: { name, label, mode, url, off, lastCallAt, lastError, last24h }, now }: { connection: Connection; now: number }) {
  const state = off !== null ? ({ color: 'red', word: 'Off' }) : mode === 'live' ? ({ color: 'green', word: 'Live' }) : ({ color: 'gray', word: 'Observe' });
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label} <Badge size="sm" color={state.color}>{state.word}</Badge>
        {label !== name && <Text size="xs" c="dimmed">{name}</Text>}
        {off !== null && <Text size="xs" c="var(--lw-bad)" maw={300}>{off}</Text>}
      </Table.Th>
      <Table.Td>
        <div className={styles.hook}>
          <Code>{url}</Code>
          <CopyButton value={url}>{({ copied, copy }) => <Tooltip label={copied ? 'Copied' : 'Copy'}><ActionIcon variant="subtle" color="gray" aria-label={`Copy the address of ${label}`} onClick={copy}>{copied ? <IconCheck size={15} /> : <IconCopy size={15} />}</ActionIcon></Tooltip>}</CopyButton>
        </div>
      </Table.Td>
      <Table.Td>
        {lastCallAt ? agoWords(lastCallAt, now) : <Text size="sm" c="dimmed">none yet</Text>}
        {lastError && <Text size="xs" c="var(--lw-bad)" maw={280}>Refused {agoWords(lastError.at, now)}: {lastError.detail}</Text>}
      </Table.Td>
      <Table.Td className="lw-numbers">{dayWords(last24h)}</Table.Td>
    </Table.Tr>
  );
}
