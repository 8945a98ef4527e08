import { useState } from 'react';
import { Button, Table, Text } from '@mantine/core';
import type { FairnessView } from '#contracts';
import { countWords, timeWords } from '../words';

/** So many are shown at first. */
const FEW = 4;

/** The stretches in which the same members could take leads, the newest first: the promise holds inside each. */
export function Periods({ periods }: { periods: FairnessView['periods'] }) {
  const [all, setAll] = useState(false);
  const newest = periods.toReversed();
  return (
    <>
      <Table fz="sm" mt={8} aria-label="Periods">
        <Table.Thead><Table.Tr><Table.Th>From</Table.Th><Table.Th>Could not take leads</Table.Th><Table.Th ta="right">Turns</Table.Th><Table.Th ta="right">Largest gap</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {(all ? newest : newest.slice(0, FEW)).map(({ since, turns, away, largestGap }, place) => (
            <Table.Tr key={`${since} ${place}`}>
              <Table.Td className="lw-numbers" style={{ whiteSpace: 'nowrap' }}>{timeWords(since)}</Table.Td>
              <Table.Td>{away.length === 0 ? <Text span inherit c="dimmed">nobody</Text> : away.map(({ name, why }) => `${name}: ${why}`).join(' · ')}</Table.Td>
              <Table.Td ta="right" className="lw-numbers">{turns}</Table.Td>
              <Table.Td ta="right" className="lw-numbers">{largestGap.toFixed(2)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {newest.length > FEW && <Button mt={6} variant="subtle" onClick={() => setAll(!all)}>{all ? 'Show the newest periods' : `Show all ${countWords(newest.length, 'period')}`}</Button>}
    </>
  );
}
