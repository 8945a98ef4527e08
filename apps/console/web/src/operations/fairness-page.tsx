import { EmptyState, Stack } from '@mantine/core';
import type { PoolView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { PoolFairness } from './pool-fairness';

/** Whether leads were given out fairly, pool by pool. */
export function FairnessPage() {
  const pools = useGet<PoolView[]>(['pools'], '/api/pools');
  if (pools.isError && !pools.data) return <ProblemView error={pools.error} onRetry={() => void pools.refetch()} />;
  if (!pools.data) return <Loading lines={3} height={150} />;
  if (pools.data.length === 0) return <EmptyState mt={48} title="No pool is configured" description="Pools stand in assignment.yaml: reps who take turns, each with a weight." />;
  return <Stack gap={14}>{pools.data.map((pool) => <PoolFairness key={pool.id} pool={pool} />)}</Stack>;
}
