import { useEffect, useState } from 'react';
import type { QueryKey } from '@tanstack/react-query';
import type { ChangeNotice } from '#contracts';
import { queryClient } from './api';

/** Notices within this time are one refresh: a batch of 100 leads must not make 100 requests. */
const GATHER_MS = 400;
const COME_AGAIN_MS = 5_000;

/** What a notice makes stale. */
function staleKeys({ leads, kinds }: ChangeNotice): QueryKey[] {
  const keys: QueryKey[] = [['stats'], ...leads.map((id) => ['lead', id])];
  if (kinds.some((kind) => kind === 'leads' || kind === 'drafts' || kind === 'attention')) keys.push(['leads'], ['pools']);
  if (kinds.includes('attention')) keys.push(['attention']);
  if (kinds.includes('configs')) keys.push(['configs'], ['pools'], ['connections'], ['people'], ['spend']);
  return keys;
}

/** Keeps open pages fresh while signed in. Returns whether the connection stands; after a gap everything is read anew. */
export function useLive(): boolean {
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    const stale = new Map<string, QueryKey>();

    const refresh = (): void => {
      gathering = undefined;
      for (const queryKey of stale.values()) void queryClient.invalidateQueries({ queryKey });
      stale.clear();
    };
    const open = (): void => {
      source = new EventSource('/api/events');
      source.onopen = () => {
        setConnected(true);
        if (missed) void queryClient.invalidateQueries();
        missed = false;
      };
      source.onmessage = ({ data }: MessageEvent<string>) => {
        for (const key of staleKeys(JSON.parse(data) as ChangeNotice)) stale.set(JSON.stringify(key), key);
        gathering ??= setTimeout(refresh, GATHER_MS);
      };
      source.onerror = () => {
        missed = true;
        setConnected(false);
        if (source?.readyState !== EventSource.CLOSED) return;
        void queryClient.invalidateQueries({ queryKey: ['me'] });
        again = setTimeout(open, COME_AGAIN_MS);
      };
    };
    open();
    return () => {
      clearTimeout(again);
      clearTimeout(gathering);
      source?.close();
    };
  }, []);
  return connected;
}
