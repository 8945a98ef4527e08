import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { LeadList, Verdict } from '#contracts';
import { call } from '../api';

export type Whose = 'mine' | 'everybody' | 'queued';
/** What the inbox shows. It stands in the address, so that a link and the back button keep it. */
export interface Filters { whose: Whose; verdict: Verdict | null; words: string }

const WHOSE: Readonly<Record<Whose, Record<string, string>>> = { mine: { owner: 'me' }, everybody: {}, queued: { status: 'queued' } };
const VERDICTS: readonly string[] = ['fit', 'not_fit', 'needs_review'] satisfies Verdict[];

export function useFilters(): readonly [Filters, (change: Partial<Filters>) => void] {
  const [params, setParams] = useSearchParams();
  const whose = params.get('whose') ?? 'mine';
  const verdict = params.get('verdict');
  const filters: Filters = {
    whose: whose in WHOSE ? (whose as Whose) : 'mine',
    verdict: verdict !== null && VERDICTS.includes(verdict) ? (verdict as Verdict) : null,
    words: params.get('q') ?? '',
  };
  const change = (wanted: Partial<Filters>): void => {
    const { whose: next, verdict: judged, words } = { ...filters, ...wanted };
    setParams({ ...(next === 'mine' ? {} : { whose: next }), ...(judged ? { verdict: judged } : {}), ...(words ? { q: words } : {}) }, { replace: true });
  };
  return [filters, change];
}

/** Leads page by page. What is shown stays while a changed filter loads. */
export function useLeads({ whose, verdict, words }: Filters) {
  return useInfiniteQuery({
    queryKey: ['leads', whose, verdict, words],
    queryFn: ({ pageParam }) => call<LeadList>('GET', `/api/leads?${new URLSearchParams({ ...WHOSE[whose], ...(verdict ? { verdict } : {}), ...(words ? { q: words } : {}), limit: '50', ...(pageParam ? { cursor: pageParam } : {}) })}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (shown) => shown,
  });
}
