import { useState } from 'react';
import { Button, Group, Modal, Paper, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { SettledManyView } from '#contracts';
import { useAct } from '../api';
import { ReasonModal } from '../frame/reason-modal';
import { countWords } from '../words';
import type { AlikeGroup } from './alike-groups';
import styles from './attention.module.css';

const REFRESH = [['attention'], ['leads'], ['lead'], ['stats']];

/** Settles all items with one cause; counts them first, as there may be more than are listed. */
export function AlikeBar({ group: { app, code, count, title } }: { group: AlikeGroup }) {
  const [asking, setAsking] = useState<'retry' | 'close' | null>(null);
  const [counted, setCounted] = useState<number | null>(null);
  const filter = { app, code };
  const stop = () => { setAsking(null); setCounted(null); };
  const look = useAct<object, SettledManyView>('/api/dead-letters/redrive', { refresh: [], onDone: ({ matched }) => setCounted(matched) });
  const retry = useAct<object, SettledManyView>('/api/dead-letters/redrive', { refresh: REFRESH, done: (result) => outcomeWords('tried again', result), onDone: stop });
  const close = useAct<object, SettledManyView>('/api/dead-letters/discard', { refresh: REFRESH, done: (result) => outcomeWords('closed', result), onDone: stop });
  const begin = (what: 'retry' | 'close') => { setAsking(what); look.mutate({ ...filter, dryRun: true }); };
  const amount = countWords(counted ?? count, 'item');
  return (
    <Paper component="section" aria-label={`${count} alike: ${title}`} withBorder radius="md" className={styles.card}>
      <Text className={styles.text}><Text span inherit fw={600}>{count} alike: </Text>{title}</Text>
      <Group mt={8} gap={6}>
        <Button size="xs" leftSection={<IconRefresh size={14} />} onClick={() => begin('retry')}>Retry all like this</Button>
        <Button size="xs" variant="subtle" color="gray" onClick={() => begin('close')}>Close all like this, because…</Button>
        <Text size="xs" c="dimmed" ml="auto">{code}</Text>
      </Group>
      {asking === 'retry' && (
        <Modal opened onClose={stop} title={<Text fw={600}>Retry all like this</Text>}>
          <Text c="dimmed">{amount} will be tried again, at most 500 at once. Best once the cause is mended.</Text>
          <Group mt="md" justify="flex-end" gap="xs">
            <Button variant="default" onClick={stop}>Cancel</Button>
            <Button loading={retry.isPending || look.isPending} onClick={() => retry.mutate(filter)} data-autofocus>Retry them</Button>
          </Group>
        </Modal>
      )}
      {asking === 'close' && <ReasonModal title="Close all like this" label="Reason" note={`${amount} will be closed, at most 500 at once, and not tried again. Your reason is kept with each.`} confirm="Close them" busy={close.isPending || look.isPending} onConfirm={(reason) => close.mutate({ ...filter, reason })} onClose={stop} />}
    </Paper>
  );
}

function outcomeWords(done: string, { settled, refusedCount, left }: SettledManyView): string {
  const rest = [refusedCount > 0 && `${refusedCount} could not be`, left > 0 && `${left} are left`].filter(Boolean).join(', ');
  return `${countWords(settled, 'item')} ${done}${rest ? `; ${rest}` : ''}.`;
}
