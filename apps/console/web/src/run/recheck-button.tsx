import { Badge, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call, tellProblem } from '../api';
import { recheckWords, type Recheck } from './recheck-words';
import { runPath } from './use-run';

/** Decides a run again from its record, and says in words what came of it. */
export function RecheckButton({ runId }: { runId: string }) {
  const recheck = useMutation({ mutationFn: () => call<Recheck>('POST', `${runPath(runId)}/verify`), onError: tellProblem });
  const isSame = recheck.data?.outcome === 'verified';
  return (
    <Group gap="xs">
      <Button variant="default" loading={recheck.isPending} onClick={() => recheck.mutate()}>Re-check (no cost)</Button>
      <Group gap={6} role="status">{recheck.data && <><Badge color={isSame ? 'green' : 'red'}>{isSame ? 'Same result' : 'Differs'}</Badge><Text size="sm">{recheckWords(recheck.data)}</Text></>}</Group>
    </Group>
  );
}
