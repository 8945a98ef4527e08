import { useState } from 'react';
import { Select } from '@mantine/core';
import type { LeadRow, Owner } from '#contracts';
import { useAct, useGet } from '../api';
import { ReasonModal } from '../frame/reason-modal';
import { ownerWords } from '../words';

interface RepLoad { rep: string; name: string; today: number; cap: number; available: boolean; why: string | null }

const loadWords = ({ name, today, cap, why }: RepLoad): string => `${name} · ${why ?? `${today} of ${cap} today`}`;

interface ReassignModalProps {
  lead: Pick<LeadRow, 'id' | 'name' | 'owner'>;
  /** To begin with: a rep, where they can take it now, and the reason. */
  proposed?: { rep: string | null; reason: string };
  onClose: () => void;
}

/** Gives a lead to a rep by hand. Who is not available now can be chosen all the same: a person decides. */
export function ReassignModal({ lead, proposed, onClose }: ReassignModalProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const reps = useGet<RepLoad[]>(['pools', 'reps'], '/api/reps');
  const act = useAct<{ rep: string; reason: string }, { owner: Owner }>(`/api/leads/${lead.id}/reassign`, {
    refresh: [['lead', lead.id], ['leads'], ['pools']],
    done: ({ owner }) => `${lead.name} is ${ownerWords(owner)}'s now.`,
    onDone: onClose,
  });
  const others = (reps.data ?? []).filter((one) => !(lead.owner?.kind === 'rep' && lead.owner.rep === one.rep));
  const rep = chosen ?? others.find((one) => one.rep === proposed?.rep && one.available)?.rep ?? null;
  return (
    <ReasonModal title={`Reassign ${lead.name}`} label="Reason" note="The new owner and the timeline show your reason. It takes nobody's turn in a rotation." confirm="Give it to them" {...(proposed ? { given: proposed.reason } : {})}
      busy={act.isPending} ready={rep !== null} onConfirm={(reason) => act.mutate({ rep: rep!, reason })} onClose={onClose}>
      <Select label="Give it to" required searchable openOnFocus={false} placeholder={reps.isPending ? 'Loading' : 'Choose a rep'} error={reps.isError ? 'The list of reps could not be loaded. Close this and try again.' : null}
        data={[...others].sort((a, b) => Number(b.available) - Number(a.available)).map((one) => ({ value: one.rep, label: loadWords(one) }))} value={rep} onChange={setChosen} data-autofocus />
    </ReasonModal>
  );
}
