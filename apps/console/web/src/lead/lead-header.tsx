import { useState, type ReactNode } from 'react';
import { Anchor, Badge, Button, Group, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconCheck, IconUserShare } from '@tabler/icons-react';
import type { LeadPage, Owner } from '#contracts';
import { useAct } from '../api';
import { ReasonModal } from '../frame/reason-modal';
import { useSignedIn } from '../frame/signed-in';
import { useNow } from '../frame/use-now';
import { VerdictBadge } from '../frame/verdict-badge';
import { isDialogOpen } from '../inbox/is-dialog-open';
import { mayAnswer, mayReassign } from '../may';
import { companyParts, leftWords, ownerWords } from '../words';
import { ReassignModal } from './reassign-modal';
import styles from './lead.module.css';

export function LeadHeader({ lead: { row, person } }: { lead: LeadPage }) {
  const now = useNow();
  const left = row.answerBy === null ? null : leftWords(row.answerBy, now);
  const company = [row.company.name ?? row.company.domain, ...companyParts(row.company, ' people')].filter(Boolean).join(' · ');
  return (
    <div className={styles.header}>
      <div>
        <Group gap={10} align="center">
          <Title order={1}>{row.name}</Title>
          <VerdictBadge {...row} size="lg" />
          {row.mode === 'observe' && <Badge color="gray" size="lg">Observe only: nothing is written outside</Badge>}
        </Group>
        <Text mt={2}>{[row.title, company].filter(Boolean).join(' · ') || 'Company not known'}</Text>
        <div className={styles.contact}>
          {person.email && <Anchor href={`mailto:${person.email}`} size="sm">{person.email}</Anchor>}
          {person.phone && <Anchor href={`tel:${person.phone}`} size="sm">{person.phone}</Anchor>}
          {row.company.domain && <Outside href={`https://${row.company.domain}`}>{row.company.domain}</Outside>}
        </div>
      </div>
      <div>
        <Actions key={row.assignedAt} row={row} />
        <Text size="sm" mt={6} ta={{ base: 'left', sm: 'right' }} c="dimmed">
          {row.owner ? <>{row.owner.kind === 'rep' ? 'Owner' : 'In the queue'} <Text span inherit fw={600} c="var(--mantine-color-text)">{ownerWords(row.owner)}</Text></> : 'Nobody owns it yet'}
          {left && <Text span inherit c={left.late ? 'var(--lw-bad)' : undefined}> · {left.text}</Text>}
          {row.status === 'accepted' && <Text span inherit c="var(--lw-good)"> · accepted</Text>}
        </Text>
      </div>
    </div>
  );
}

const Outside = ({ href, children }: { href: string; children: ReactNode }) => <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow" size="sm">{children}</Anchor>;

/** What the owner, or who speaks for them, can do. Made anew for every assignment. */
function Actions({ row }: { row: LeadPage['row'] }) {
  const me = useSignedIn();
  const [asking, setAsking] = useState<'decline' | 'reassign' | null>(null);
  const refresh = [['lead', row.id], ['leads']];
  const accept = useAct<void>(`/api/leads/${row.id}/accept`, { refresh, done: () => `You took ${row.name}.` });
  const decline = useAct<{ reason: string }, { owner: Owner }>(`/api/leads/${row.id}/decline`, { refresh, done: ({ owner }) => `Given back. ${row.name} is now with ${ownerWords(owner)}.`, onDone: () => setAsking(null) });
  const isOwners = mayAnswer(me, row.owner);
  const canAccept = isOwners && row.status === 'assigned';
  const canReassign = mayReassign(me, row.owner);
  useHotkeys([
    ['a', () => { if (canAccept && accept.isIdle && !isDialogOpen()) accept.mutate(); }],
    ['r', () => { if (canReassign && !isDialogOpen()) setAsking('reassign'); }],
  ]);
  return (
    <Group gap={6} justify="flex-end">
      {canAccept && <Button leftSection={<IconCheck size={15} />} loading={accept.isPending} disabled={accept.isSuccess} onClick={() => accept.mutate()}>Accept</Button>}
      {isOwners && <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={() => setAsking('decline')}>Give back</Button>}
      {canReassign && <Button variant="default" leftSection={<IconUserShare size={15} />} onClick={() => setAsking('reassign')}>Reassign</Button>}
      {asking === 'decline' && <ReasonModal title={`Give ${row.name} back`} label="Reason" note="The rules give it to somebody else, never to one who gave it back. Your reason is shown on the timeline." confirm="Give it back" busy={decline.isPending} onConfirm={(reason) => decline.mutate({ reason })} onClose={() => setAsking(null)} />}
      {asking === 'reassign' && <ReassignModal lead={row} onClose={() => setAsking(null)} />}
    </Group>
  );
}
