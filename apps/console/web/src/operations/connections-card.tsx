import { ActionIcon, Badge, Code, CopyButton, Table, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { useNow } from '../frame/use-now';
import { agoWords } from '../words';
import { connectionsOf, type ShownConnection } from './connection';
import styles from './operations.module.css';

/** Who sends leads here: the address to paste there, and how it goes. */
export function ConnectionsCard() {
  const connections = useGet<unknown>(['connections'], '/api/connections');
  const shown = connections.data === undefined ? [] : connectionsOf(connections.data, location.origin);
  const now = useNow();
  return (
    <Section title="Connections">
      {connections.isError && <ProblemView error={connections.error} onRetry={() => void connections.refetch()} />}
      {connections.isPending && <Loading lines={4} />}
      {connections.data !== undefined && shown.length === 0 && <Text c="dimmed">No connection is configured. Connections stand in connections.yaml.</Text>}
      {shown.length > 0 && (
        <Table.ScrollContainer minWidth={720} type="native">
          <Table fz="sm">
            <Table.Thead><Table.Tr><Table.Th>Connection</Table.Th><Table.Th>Address to paste there</Table.Th><Table.Th>Last call</Table.Th><Table.Th>Last 24 h</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{shown.map((connection) => <ConnectionLine key={connection.id} connection={connection} now={now} />)}</Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function ConnectionLine({ connection: { label, id, mode, url, lastCallAt, lastError, counts }, now }: { connection: ShownConnection; now: number }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>{label} <Badge size="sm" color={mode === 'live' ? 'green' : 'gray'}>{mode === 'live' ? 'Live' : 'Observe'}</Badge>{label !== id && <Text size="xs" c="dimmed">{id}</Text>}</Table.Th>
      <Table.Td>
        <div className={styles.hook}>
          <Code>{url}</Code>
          <CopyButton value={url}>{({ copied, copy }) => <Tooltip label={copied ? 'Copied' : 'Copy'}><ActionIcon variant="subtle" color="gray" aria-label={`Copy the address of ${label}`} onClick={copy}>{copied ? <IconCheck size={15} /> : <IconCopy size={15} />}</ActionIcon></Tooltip>}</CopyButton>
        </div>
      </Table.Td>
      <Table.Td>{lastCallAt ? agoWords(lastCallAt, now) : <Text size="sm" c="dimmed">none yet</Text>}{lastError && <Text size="xs" c="var(--lw-bad)" maw={260}>{lastError}</Text>}</Table.Td>
      <Table.Td className="lw-numbers">{counts.length === 0 ? <Text size="sm" c="dimmed">nothing</Text> : counts.join(' · ')}</Table.Td>
    </Table.Tr>
  );
}
