import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { problemOf } from '../api';

/** Why something is not shown, in the words of the server, and the way to try again. */
export function ProblemView({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail } = problemOf(error);
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={title} role="alert">
      <Text size="md">{detail}</Text>
      {onRetry && <Group mt="sm"><Button variant="default" onClick={onRetry}>Try again</Button></Group>}
    </Alert>
  );
}

/** Lines that hold the place of what is being loaded. */
export function Loading({ lines = 3, height = 14 }: { lines?: number; height?: number }) {
  return (
    <Stack gap={10} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => <Skeleton key={line} height={height} width={height > 20 ? '100%' : `${96 - ((line * 17) % 40)}%`} />)}
    </Stack>
  );
}
