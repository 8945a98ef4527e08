import { EmptyState } from '@mantine/core';
import type { ConnectionView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { useNow } from '../frame/use-now';
import { ConnectionCard } from './connection-card';
import styles from './operations.module.css';

/** Who sends leads here, and which CRM stands behind it. */
export function ConnectionsPage() {
  const connections = useGet<ConnectionView[]>(['connections'], '/api/connections', { refetchInterval: 30_000 });
  const now = useNow();
  if (connections.isError && !connections.data) return <ProblemView error={connections.error} onRetry={() => void connections.refetch()} />;
  if (!connections.data) return <Loading lines={3} height={170} />;
  if (connections.data.length === 0) return <EmptyState mt={48} title="No connection is configured" description="Connections stand in connections.yaml. docs/connect/ says what to write there and what to click at each sender." />;
  return <div className={styles.cards}>{connections.data.map((connection) => <ConnectionCard key={connection.name} connection={connection} now={now} />)}</div>;
}
