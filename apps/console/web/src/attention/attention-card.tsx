import { useState } from 'react';
import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconRefresh, IconUserShare } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { AttentionItem, LeadPage } from '#contracts';
import { useAct, useGet } from '../api';
import { ReasonModal } from '../frame/reason-modal';
import { useSignedIn } from '../frame/signed-in';
import { ReassignModal } from '../lead/reassign-modal';
import { isLeader, maySettle } from '../may';
import { countWords, timeWords } from '../words';
import styles from './attention.module.css';

/** One thing that a person must settle: what happened, in whose words, and what to do about it. */
export function AttentionCard({ item, onLeadPage = false }: { item: AttentionItem; onLeadPage?: boolean }) {
  const me = useSignedIn();
  const [asking, setAsking] = useState<'close' | 'reassign' | null>(null);
  const refresh = [['attention'], ['leads'], ['stats'], ...(item.leadId ? [['lead', item.leadId]] : [])];
  const retry = useAct<void>(`/api/dead-letters/${item.id}/redrive`, { refresh, done: () => 'Tried again. It disappears here once it has worked.' });
  const close = useAct<{ reason: string }>(`/api/dead-letters/${item.id}/discard`, { refresh, done: () => 'Closed.', onDone: () => setAsking(null) });
  const isOpen = item.state === 'open';
  const mayMove = isOpen && item.kind === 'effect' && item.leadId !== null && isLeader(me) && !onLeadPage;
  return (
    <Paper component="article" withBorder radius="md" className={styles.card} data-open={isOpen || undefined}>
      <Group justify="space-between" align="baseline" wrap="nowrap" gap="sm">
        <Title order={onLeadPage ? 2 : 3} className={styles.title}>{item.title}</Title>
        <Text size="sm" c="dimmed" className={styles.when}>{timeWords(item.at)}</Text>
      </Group>
      {item.vendorSaid && !item.detail.includes(item.vendorSaid) && <Text mt={6} className={styles.text}><Text span inherit c="dimmed">It said: </Text>{item.vendorSaid}</Text>}
      <Text mt={4} className={styles.text}>{item.detail}</Text>
      <Text mt={4} className={styles.text}><Text span inherit fw={600}>Fix: </Text>{item.fix}</Text>
      <Group mt={10} gap={6}>
        {maySettle(me, item) && <Button leftSection={<IconRefresh size={15} />} loading={retry.isPending} onClick={() => retry.mutate()}>Retry</Button>}
        {mayMove && <Button variant="default" leftSection={<IconUserShare size={15} />} onClick={() => setAsking('reassign')}>Reassign</Button>}
        {item.leadId && !onLeadPage && <Button component={Link} to={`/leads/${item.leadId}`} variant="default">Open lead</Button>}
        {maySettle(me, item) && <Button variant="subtle" color="gray" onClick={() => setAsking('close')}>Close, with reason</Button>}
        {!isOpen && <Badge color={item.state === 'resolved' ? 'green' : 'gray'}>{item.state === 'resolved' ? 'Settled' : 'Closed'}</Badge>}
        {isOpen && !isLeader(me) && <Text size="sm" c="dimmed">A manager or sales ops can retry or close it.</Text>}
        <Text size="xs" c="dimmed" ml="auto">{[item.attempts > 0 && `tried ${item.attempts === 1 ? 'once' : countWords(item.attempts, 'time')}`, item.code].filter(Boolean).join(' · ')}</Text>
      </Group>
      {asking === 'close' && <ReasonModal title="Close it" label="Reason" note="It is not tried again. Your reason is kept with it." confirm="Close it" busy={close.isPending} onConfirm={(reason) => close.mutate({ reason })} onClose={() => setAsking(null)} />}
      {asking === 'reassign' && item.leadId && <Reassign leadId={item.leadId} onClose={() => setAsking(null)} />}
    </Paper>
  );
}

function Reassign({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const lead = useGet<LeadPage>(['lead', leadId], `/api/leads/${encodeURIComponent(leadId)}`);
  return lead.data ? <ReassignModal lead={lead.data.row} onClose={onClose} /> : null;
}
