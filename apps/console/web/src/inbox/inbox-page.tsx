import { useEffect, useRef, useState } from 'react';
import { Button, Center, EmptyState, Group, Kbd, Loader, Text, Title } from '@mantine/core';
import { useDocumentTitle, useIntersection } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { IconInbox } from '@tabler/icons-react';
import { useLocation } from 'react-router';
import type { LeadRow } from '#contracts';
import { call, queryClient, tellProblem } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { useNow } from '../frame/use-now';
import { ReassignModal } from '../lead/reassign-modal';
import { agoWords, countWords } from '../words';
import { FiltersBar } from './filters-bar';
import { KeysHelp, type Keys } from './keys-help';
import { isNew, LeadLine } from './lead-line';
import { shownLast } from './shown-last';
import { useInboxKeys } from './use-inbox-keys';
import { useFilters, useLeads, type Filters } from './use-leads';
import styles from './inbox.module.css';

const KEYS: Keys = [[['j', 'k'], 'move'], [['Enter'], 'open'], [['a'], 'accept'], [['e'], 'edit the draft'], [['r'], 'reassign'], [['/'], 'search']];

export function InboxPage() {
  const [filters, change] = useFilters();
  const leads = useLeads(filters);
  const now = useNow();
  const searchBox = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [moving, setMoving] = useState<LeadRow | null>(null);
  const accept = useMutation({
    mutationFn: ({ id }: LeadRow) => call('POST', `/api/leads/${id}/accept`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['leads'] }),
    onError: tellProblem,
  });
  const rows = leads.data?.pages.flatMap((page) => page.leads) ?? [];
  const [first] = leads.data?.pages ?? [];
  const { search } = useLocation();
  useEffect(() => { Object.assign(shownLast, { search, ids: rows.map(({ id }) => id) }); });
  useInboxKeys({ rows, focused, searchBox, accept: accept.mutate, reassign: setMoving });
  useDocumentTitle(`${filters.whose === 'mine' && rows.some(isNew) ? `(${rows.filter(isNew).length}) ` : ''}Inbox · Leadwright`);
  return (
    <>
      <Group justify="space-between" align="baseline" mb={10}>
        <Title order={1}>Inbox</Title>
        {first && <Text size="sm" c="dimmed" className="lw-numbers" role="status">{countWords(first.total, 'lead')}{rows.length < first.total ? `, ${rows.length} shown` : ''}</Text>}
      </Group>
      <FiltersBar filters={filters} change={change} searchBox={searchBox} />
      {leads.isError && <ProblemView error={leads.error} onRetry={() => void leads.refetch()} />}
      {leads.isPending && <Loading lines={8} height={52} />}
      {first && rows.length === 0 && !leads.isError && <NothingWaiting filters={filters} last={first.lastAnswered} now={now} onClear={() => change({ verdict: null, words: '', whose: 'everybody' })} />}
      {rows.length > 0 && (
        <ul className={styles.list} aria-label="Leads" aria-busy={leads.isPlaceholderData}>
          {rows.map((row) => <LeadLine key={row.id} row={row} now={now} showOwner={filters.whose !== 'mine'} onFocus={setFocused} />)}
        </ul>
      )}
      {leads.hasNextPage && <More busy={leads.isFetchingNextPage} failed={leads.isFetchNextPageError} onWanted={() => void leads.fetchNextPage()} />}
      {rows.length > 0 && <div className={styles.keys} aria-hidden>{KEYS.map(([names, does]) => <span key={does}>{names.map((name) => <Kbd key={name} size="xs" mr={4}>{name}</Kbd>)}{does}</span>)}<span><Kbd size="xs" mr={4}>?</Kbd>all keys</span></div>}
      <KeysHelp keys={KEYS} />
      {moving && <ReassignModal lead={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

/** The next page comes when the end of the list comes into sight, or on click. */
function More({ busy, failed, onWanted }: { busy: boolean; failed: boolean; onWanted: () => void }) {
  const { ref, entry } = useIntersection<HTMLDivElement>({ rootMargin: '300px' });
  useEffect(() => { if (entry?.isIntersecting && !busy && !failed) onWanted(); }, [entry?.isIntersecting, busy]);
  return <Center ref={ref} mt="md">{busy ? <Loader size="sm" aria-label="Loading more" /> : <Button variant="default" onClick={onWanted}>Show more</Button>}</Center>;
}

function NothingWaiting({ filters, last, now, onClear }: { filters: Filters; last: LeadRow | null; now: number; onClear: () => void }) {
  const narrowed = filters.verdict !== null || filters.words !== '';
  if (narrowed) {
    return <EmptyState mt={64} icon={<IconInbox />} withIndicatorBackground title="No lead matches" description={filters.words ? `Nothing found for “${filters.words}” here.` : 'No lead here has this answer.'}><EmptyState.Actions><Button variant="default" onClick={onClear}>Show everybody’s leads</Button></EmptyState.Actions></EmptyState>;
  }
  return <EmptyState mt={64} icon={<IconInbox />} withIndicatorBackground title={last ? `Nothing waiting. Last lead: ${last.name}, ${agoWords(last.capturedAt, now)}.` : 'Nothing waiting.'} description="New leads appear here by themselves." />;
}
