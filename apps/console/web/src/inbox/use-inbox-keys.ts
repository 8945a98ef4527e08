import { useHotkeys } from '@mantine/hooks';
import type { RefObject } from 'react';
import { useNavigate } from 'react-router';
import type { LeadRow } from '#contracts';
import { useSignedIn } from '../frame/signed-in';
import { mayAnswer, mayReassign } from '../may';
import { isDialogOpen } from './is-dialog-open';
import { isNew } from './lead-line';

interface InboxKeys { rows: readonly LeadRow[]; focused: string | null; searchBox: RefObject<HTMLInputElement | null>; accept: (row: LeadRow) => void; reassign: (row: LeadRow) => void }

/** `j` `k` move the focus, which is also the selection; `Enter` is the link's own; `a` `e` `r` act on the focused lead; `/` searches. An accepted lead sinks down the list, so the focus goes on to the next. */
export function useInboxKeys({ rows, focused, searchBox, accept, reassign }: InboxKeys): void {
  const me = useSignedIn();
  const navigate = useNavigate();
  const at = rows.findIndex(({ id }) => id === focused);
  const row = rows[at];
  const move = (to: number): void => {
    const next = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (next) document.querySelector<HTMLAnchorElement>(`a[data-lead="${CSS.escape(next.id)}"]`)?.focus();
  };
  const on = (act: () => void) => (): void => { if (!isDialogOpen()) act(); };
  useHotkeys([
    ['j', on(() => move(at + 1))],
    ['k', on(() => move(at - 1))],
    ['a', on(() => { if (row && isNew(row) && mayAnswer(me, row.owner)) { move(at + 1); accept(row); } })],
    ['e', on(() => { if (row) void navigate(`/leads/${row.id}?edit=draft`); })],
    ['r', on(() => { if (row && mayReassign(me, row.owner)) reassign(row); })],
    ['/', on(() => searchBox.current?.focus())],
  ]);
}
