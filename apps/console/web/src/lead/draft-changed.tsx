import { Alert, Button, Text } from '@mantine/core';
import type { Problem } from '#contracts';
import { queryClient } from '../api';

export const isDraftChanged = ({ code }: Problem): boolean => code === 'draft_changed';

/** Somebody edited the draft while this page was open. */
export function DraftChanged({ leadId, onRead }: { leadId: string; onRead: () => void }) {
  return (
    <Alert color="yellow" title="The draft has changed" role="alert">
      <Text size="md" mb="xs">Somebody edited it while you had it open. Read the new text, then decide.</Text>
      <Button variant="default" onClick={() => void queryClient.invalidateQueries({ queryKey: ['lead', leadId] }).then(onRead)}>Show the new text</Button>
    </Alert>
  );
}
