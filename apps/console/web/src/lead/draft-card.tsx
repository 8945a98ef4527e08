import { useState } from 'react';
import { Alert, Badge, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconCheck, IconCopy, IconPencil, IconX } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import type { DraftContent, DraftView, LeadPage } from '#contracts';
import { problemOf, queryClient, useAct } from '../api';
import { ReasonModal } from '../frame/reason-modal';
import { Section } from '../frame/section';
import { useSignedIn } from '../frame/signed-in';
import { isDialogOpen } from '../inbox/is-dialog-open';
import { mayApprove } from '../may';
import { DRAFT_WORDS, ownerWords, timeWords } from '../words';
import { DraftChanged, isDraftChanged } from './draft-changed';
import { DraftEditor } from './draft-editor';
import { DraftText, mailText } from './draft-text';
import type { OnPage } from './proof';

const COLORS: Readonly<Record<DraftView['state'], string>> = { ready: 'frost', blocked: 'yellow', approved: 'green', sent: 'green', rejected: 'gray', expired: 'yellow', void: 'gray' };

export function DraftCard({ lead, onPage }: { lead: LeadPage; onPage: OnPage }) {
  const { draft, row, research } = lead;
  return (
    <Section title="Draft" aside={draft && <Badge color={COLORS[draft.state]}>{DRAFT_WORDS[draft.state]}</Badge>}>
      {draft ? <Draft key={draft.id} draft={draft} lead={lead} onPage={onPage} />
        : <Text c="dimmed">{research?.state === 'running' ? 'Being written. It appears here by itself.' : row.verdict === 'not_fit' ? 'None is written for a lead that does not fit.' : 'None was written.'}</Text>}
    </Section>
  );
}

function Draft({ draft, lead, onPage }: { draft: DraftView; lead: LeadPage; onPage: OnPage }) {
  const me = useSignedIn();
  const [params, setParams] = useSearchParams();
  const isEditing = params.get('edit') === 'draft' && draft.state === 'ready' && draft.content !== null;
  const edit = (on: boolean): void => setParams(on ? { edit: 'draft' } : {}, { replace: true });
  useHotkeys([['e', () => { if (draft.state === 'ready' && mayApprove(me, lead.row.owner, false) && !isDialogOpen()) edit(true); }]]);
  if (isEditing) return <DraftEditor draft={draft} content={draft.content!} onClose={() => edit(false)} />;
  return (
    <Stack gap="sm">
      {draft.blocked && <Text>{/^no draft/i.test(draft.blocked.sentence) ? draft.blocked.sentence : `No draft: ${draft.blocked.sentence}`}{draft.blocked.suggestion && <Text span inherit c="dimmed"> Suggested: {draft.blocked.suggestion}</Text>}</Text>}
      {draft.content && <DraftText draft={draft} content={draft.content} onPage={onPage} />}
      <Decided draft={draft} />
      {draft.content && <Decide draft={draft} content={draft.content} lead={lead} onEdit={() => edit(true)} />}
    </Stack>
  );
}

function Decided({ draft: { state, decidedBy, decidedAt, reason } }: { draft: DraftView }) {
  if (state === 'expired') return <Alert color="yellow" p="xs">The owner's time to approve is over. A manager can still approve or reject it.</Alert>;
  if (decidedBy === null || decidedAt === null) return null;
  const when = `by ${decidedBy}, ${timeWords(decidedAt)}`;
  if (state === 'rejected') return <Text size="sm" c="dimmed">Rejected {when}{reason && `: “${reason}”`}</Text>;
  return <Text size="sm" c="dimmed">Approved {when}. {state === 'sent' ? 'It went out exactly like this.' : 'Exactly this text is on its way.'}</Text>;
}

/** Approve, edit, reject: for who may. An approval is for the words on this screen and no others. */
function Decide({ draft, content, lead, onEdit }: { draft: DraftView; content: DraftContent; lead: LeadPage; onEdit: () => void }) {
  const me = useSignedIn();
  const [rejecting, setRejecting] = useState(false);
  const keep = (decided: DraftView): void => { queryClient.setQueryData<LeadPage>(['lead', lead.row.id], (page) => page && { ...page, draft: decided }); };
  const refresh = [['leads'], ['lead', lead.row.id, 'timeline']];
  const approve = useAct<{ contentHash: string | null }, DraftView>(`/api/drafts/${draft.id}/approve`, { refresh, quiet: isDraftChanged, done: () => 'Approved. It goes out exactly like this.', onDone: keep });
  const reject = useAct<{ reason: string }, DraftView>(`/api/drafts/${draft.id}/reject`, { refresh, done: () => 'Rejected.', onDone: (decided) => { setRejecting(false); keep(decided); } });
  const isOpen = draft.state === 'ready' || draft.state === 'expired';
  const isAllowed = mayApprove(me, lead.row.owner, draft.state === 'expired');
  return (
    <>
      {approve.isError && isDraftChanged(problemOf(approve.error)) && <DraftChanged leadId={lead.row.id} onRead={approve.reset} />}
      <Group gap={6}>
        {isOpen && isAllowed && <Button leftSection={<IconCheck size={15} />} loading={approve.isPending} onClick={() => approve.mutate({ contentHash: draft.contentHash })}>Approve</Button>}
        {draft.state === 'ready' && isAllowed && <Button variant="default" leftSection={<IconPencil size={15} />} onClick={onEdit}>Edit (needs approval again)</Button>}
        {isOpen && isAllowed && <Button variant="default" leftSection={<IconX size={15} />} onClick={() => setRejecting(true)}>Reject, because…</Button>}
        <CopyButton value={mailText(content)}>{({ copied, copy }) => <Button variant="subtle" leftSection={<IconCopy size={15} />} onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}</CopyButton>
      </Group>
      {isOpen && !isAllowed && <Text size="sm" c="dimmed">{draft.state === 'expired' ? 'A manager decides now.' : `${ownerWords(lead.row.owner)} or a manager decides.`}</Text>}
      {rejecting && <ReasonModal title="Reject the draft" label="Because" note="Nothing is sent. Your reason is shown on the timeline." confirm="Reject it" busy={reject.isPending} onConfirm={(reason) => reject.mutate({ reason })} onClose={() => setRejecting(false)} />}
    </>
  );
}
