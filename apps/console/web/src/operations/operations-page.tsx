import { Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useSignedIn } from '../frame/signed-in';
import { isOperator } from '../may';
import { ConfigsCard } from './configs-card';
import { ConnectionsCard } from './connections-card';
import { Numbers } from './numbers';
import { PoolsCard } from './pools-card';

/** How it stands: the sums, whose turn it is, and, for sales ops, what is connected and which rules are in force. */
export function OperationsPage() {
  const me = useSignedIn();
  useDocumentTitle('Operations · Leadwright');
  return (
    <>
      <Title order={1} mb={12}>Operations</Title>
      <Stack gap={14}>
        <Numbers />
        <PoolsCard />
        {isOperator(me) && <ConnectionsCard />}
        {isOperator(me) && <ConfigsCard />}
      </Stack>
    </>
  );
}
