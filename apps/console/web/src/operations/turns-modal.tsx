import { Anchor, Button, Group, Modal, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { PoolTurnView } from '#contracts';
import { turnsCsv } from '../../../src/operations/turns-csv';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { countWords, timeWords } from '../words';

/** The file has them all; so many are listed. */
const LISTED = 100;

function download(pool: string, turns: readonly PoolTurnView[]): void {
  const url = URL.createObjectURL(new Blob([turnsCsv(turns)], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: `turns-${pool}.csv` });
  link.click();
  URL.revokeObjectURL(url);
}

/** Every turn of a pool from the records of its decisions, to count for oneself. */
export function TurnsModal({ pool, label, onClose }: { pool: string; label: string; onClose: () => void }) {
  const turns = useGet<PoolTurnView[]>(['pools', pool, 'turns'], `/api/pools/${encodeURIComponent(pool)}/turns`);
  return (
    <Modal opened onClose={onClose} size="xl" title={<Text fw={600}>Turns of {label}</Text>}>
      {turns.isError && <ProblemView error={turns.error} onRetry={() => void turns.refetch()} />}
      {turns.isPending && <Loading lines={5} />}
      {turns.data && (
        <>
          <Text c="dimmed">Each turn is one lead. Whoever could take it has a share in it by weight. The file names them and counts, after every turn, how far each is ahead or behind.</Text>
          <Group my={10}><Button leftSection={<IconDownload size={15} />} onClick={() => download(pool, turns.data)}>Download {countWords(turns.data.length, 'turn')} (CSV)</Button></Group>
          <Table fz="sm" aria-label={`The newest turns of ${label}`}>
            <Table.Thead><Table.Tr><Table.Th>Turn</Table.Th><Table.Th>When</Table.Th><Table.Th>Given to</Table.Th><Table.Th>Could not take it</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {turns.data.slice(-LISTED).toReversed().map(({ turn, at, leadId, name, couldNot }) => (
                <Table.Tr key={turn}>
                  <Table.Td className="lw-numbers"><Anchor component={Link} to={`/leads/${leadId}`} inherit aria-label={`Turn ${turn}, open its lead`}>{turn}</Anchor></Table.Td>
                  <Table.Td className="lw-numbers" style={{ whiteSpace: 'nowrap' }}>{timeWords(at)}</Table.Td>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{couldNot.length === 0 ? <Text span inherit c="dimmed">nobody</Text> : couldNot.map(({ name: who, why }) => `${who}: ${why}`).join(' · ')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {turns.data.length > LISTED && <Text size="sm" c="dimmed" mt={8}>The newest {LISTED} of {turns.data.length}. The file has them all.</Text>}
        </>
      )}
    </Modal>
  );
}
