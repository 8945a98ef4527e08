import { EmptyState, Group, SegmentedControl, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCircleCheck } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import type { AttentionItem } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { useSignedIn } from '../frame/signed-in';
import { mayCall } from '../may';
import { AlikeBar } from './alike-bar';
import { alikeGroups } from './alike-groups';
import { AttentionCard } from './attention-card';

type State = AttentionItem['state'];
const STATES: { value: State; label: string }[] = [{ value: 'open', label: 'Open' }, { value: 'resolved', label: 'Settled' }, { value: 'closed', label: 'Closed' }];
const NOTHING: Readonly<Record<State, [title: string, description: string]>> = {
  open: ['Nothing needs attention.', 'What cannot be settled by itself appears here, with what to do about it.'],
  resolved: ['Nothing has been settled yet.', 'What worked after a retry is listed here.'],
  closed: ['Nothing has been closed.', 'What a person closed, and why, is listed here.'],
};

export function AttentionPage() {
  const [params, setParams] = useSearchParams();
  const asked = params.get('state');
  const state = STATES.find(({ value }) => value === asked)?.value ?? 'open';
  const groups = mayCall(useSignedIn(), 'POST /api/dead-letters/redrive');
  const items = useGet<AttentionItem[]>(['attention', state], `/api/dead-letters?state=${state}`);
  useDocumentTitle('Needs attention · Leadwright');
  return (
    <>
      <Group justify="space-between" mb={12}>
        <Title order={1}>Needs attention</Title>
        <SegmentedControl size="sm" aria-label="State" data={STATES} value={state} onChange={(value) => setParams(value === 'open' ? {} : { state: value }, { replace: true })} />
      </Group>
      {items.isError && <ProblemView error={items.error} onRetry={() => void items.refetch()} />}
      {items.isPending && <Loading lines={3} height={110} />}
      {items.data?.length === 0 && <EmptyState mt={64} icon={<IconCircleCheck />} withIndicatorBackground title={NOTHING[state][0]} description={NOTHING[state][1]} />}
      {groups && items.data && <Stack gap={10} mb={10}>{alikeGroups(items.data).map((group) => <AlikeBar key={`${group.app} ${group.code}`} group={group} />)}</Stack>}
      <Stack gap={10}>{items.data?.map((item) => <AttentionCard key={item.id} item={item} />)}</Stack>
    </>
  );
}
