import { useState } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { IconUserShare } from '@tabler/icons-react';
import type { AssignmentExplanation, LeadPage, Owner } from '#contracts';
import { useAct, useGet } from '../api';
import { ReasonModal } from '../frame/reason-modal';
import { Section } from '../frame/section';
import { useSignedIn } from '../frame/signed-in';
import { mayReassign } from '../may';
import { ownerWords } from '../words';
import { ReassignModal } from './reassign-modal';

/** Where the rules would give the lead on what became known since. It stays where it is until a person moves it. */
export function ProposedMove({ row }: { row: LeadPage['row'] }) {
  const me = useSignedIn();
  const [moving, setMoving] = useState(false);
  const why = useGet<AssignmentExplanation[]>(['lead', row.id, 'assignment'], `/api/leads/${encodeURIComponent(row.id)}/assignment`, { enabled: row.owner !== null });
  const proposal = why.data?.find((one) => one.proposal !== null)?.proposal;
  if (!proposal) return null;
  const may = mayReassign(me, row.owner);
  const reason = `The rule "${proposal.label}" matches now.`;
  const close = (): void => setMoving(false);
  return (
    <Section title="Proposed move">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={500}>{proposal.sentence}</Text>
          <Text size="sm" c="dimmed">It stays with {ownerWords(row.owner)} until {may ? 'you or a manager move it' : 'the owner or a manager moves it'}.</Text>
        </div>
        {may && <Button leftSection={<IconUserShare size={15} />} onClick={() => setMoving(true)}>{proposal.queue === null ? `Give it to ${proposal.to}` : `Put it into “${proposal.to}”`}</Button>}
      </Group>
      {moving && (proposal.queue === null
        ? <ReassignModal lead={row} proposed={{ rep: proposal.rep, reason }} onClose={close} />
        : <QueueModal row={row} queue={proposal.queue} to={proposal.to} reason={reason} onClose={close} />)}
    </Section>
  );
}

function QueueModal({ row, queue, to, reason, onClose }: { row: LeadPage['row']; queue: string; to: string; reason: string; onClose: () => void }) {
  const act = useAct<{ queue: string; reason: string }, { owner: Owner }>(`/api/leads/${row.id}/reassign`, { refresh: [['lead', row.id], ['leads'], ['pools']], done: ({ owner }) => `${row.name} is in the queue ${ownerWords(owner)} now.`, onDone: onClose });
  return (
    <ReasonModal title={`Put ${row.name} into “${to}”`} label="Reason" note="Whoever looks after the queue sees your reason, and so does the timeline." confirm="Put it there" given={reason}
      busy={act.isPending} onConfirm={(why) => act.mutate({ queue, reason: why })} onClose={onClose} />
  );
}
