import { useState } from 'react';
import { ActionIcon, Button, Group, Stack, Text, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { DraftContent, DraftSentence, DraftView, LeadPage } from '#contracts';
import { problemOf, queryClient, useAct } from '../api';
import { DraftChanged, isDraftChanged } from './draft-changed';

const ROLES: Readonly<Record<DraftSentence['role'], string>> = { greeting: 'Greeting', answer: 'Answer', opener: 'Opening', value: 'What you offer', ask: 'Question', signoff: 'Signature' };

/** New words for a draft. What a sentence cites stays with it; what is saved needs an approval of its own. */
export function DraftEditor({ draft, content, onClose }: { draft: DraftView; content: DraftContent; onClose: () => void }) {
  const [subject, setSubject] = useState(content.subject);
  const [sentences, setSentences] = useState(() => content.sentences.map((sentence, key) => ({ ...sentence, key })));
  const save = useAct<{ contentHash: string | null; subject: string; sentences: DraftSentence[] }, DraftView>(`/api/drafts/${draft.id}/revise`, {
    refresh: [['leads'], ['lead', draft.leadId, 'timeline']],
    quiet: isDraftChanged,
    done: () => 'Saved. It needs your approval before it goes out.',
    onDone: (revised) => {
      queryClient.setQueryData<LeadPage>(['lead', draft.leadId], (page) => page && { ...page, draft: revised });
      onClose();
    },
  });
  const write = (key: number, text: string): void => setSentences((all) => all.map((one) => (one.key === key ? { ...one, text } : one)));
  const addBefore = sentences.findIndex(({ role }) => role === 'ask');
  const add = (): void => setSentences((all) => all.toSpliced(addBefore < 0 ? all.length : addBefore, 0, { text: '', role: 'answer', evidenceIds: [], claimIds: [], key: Math.max(0, ...all.map(({ key }) => key)) + 1 }));
  const written = sentences.filter(({ text }) => text.trim() !== '');
  return (
    <form onSubmit={(event) => { event.preventDefault(); save.mutate({ contentHash: draft.contentHash, subject: subject.trim(), sentences: written.map(({ role, text, evidenceIds, claimIds }) => ({ role, text: text.trim(), evidenceIds, claimIds })) }); }}>
      <Stack gap="xs">
        <TextInput label="Subject" required maxLength={200} value={subject} onChange={({ currentTarget }) => setSubject(currentTarget.value)} autoFocus />
        {sentences.map(({ key, role, text, claimIds, evidenceIds }) => (
          <Group key={key} gap={6} align="flex-end" wrap="nowrap">
            <Textarea flex={1} autosize minRows={1} size="sm" label={ROLES[role]} description={claimIds.length > 0 ? 'An approved statement: change the words only if they say the same' : evidenceIds.length > 0 ? 'States what was found: keep to it' : null} value={text} onChange={({ currentTarget }) => write(key, currentTarget.value)} />
            <Tooltip label="Leave this sentence out"><ActionIcon variant="subtle" color="gray" size={32} aria-label={`Leave out: ${text.slice(0, 40)}`} onClick={() => setSentences((all) => all.filter((one) => one.key !== key))}><IconTrash size={16} /></ActionIcon></Tooltip>
          </Group>
        ))}
        <Group><Button variant="subtle" leftSection={<IconPlus size={15} />} onClick={add}>Add a sentence</Button></Group>
        <Text size="xs" c="dimmed">The recipient ({content.to}) and the footer stay as they are.</Text>
        {save.isError && isDraftChanged(problemOf(save.error)) && <DraftChanged leadId={draft.leadId} onRead={onClose} />}
        <Group gap={6}>
          <Button type="submit" loading={save.isPending} disabled={subject.trim() === '' || written.length === 0}>Save draft</Button>
          <Button variant="default" onClick={onClose}>Cancel</Button>
        </Group>
      </Stack>
    </form>
  );
}
