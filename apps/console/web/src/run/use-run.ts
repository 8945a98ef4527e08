import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { RunView } from '#contracts';
import { call } from '../api';

/** A run tells the single looks while it goes on; events come only at its end. */
const WATCH_MS = 2_000;

export const runPath = (runId: string): string => `/api/research-runs/${encodeURIComponent(runId)}`;

/** A research run, watched while it goes on. `expected`: it was asked for and may not have begun, so that its absence is no end. */
export const useRun = (runId: string | null, expected = false): UseQueryResult<RunView> =>
  useQuery({
    queryKey: ['run', runId],
    queryFn: () => call<RunView>('GET', runPath(runId!)),
    enabled: runId !== null,
    refetchInterval: ({ state: { data } }) => (data ? data.state === 'running' : expected) && WATCH_MS,
  });
