import { Alert, Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call, tellProblem, useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords } from '../words';
import styles from './operations.module.css';

interface Member { rep: string; name: string; weight: number; count: number; share: number; ahead: number; available: boolean; why: string | null; today: number; cap: number }
interface Pool { id: string; label: string; turns: number; members: Member[] }
interface Certificate { holds: boolean; turns: number; sentence: string }

const signed = (leads: number): string => `${leads < -0.005 ? '−' : '+'}${Math.abs(leads).toFixed(2)}`;

/** The rotation of every pool: who had how many, and what would have been their fair share. */
export function PoolsCard() {
  const pools = useGet<Pool[]>(['pools'], '/api/pools');
  return (
    <Section title="Pools" aside={<Text size="sm" c="dimmed">leads given, fair share, ahead or behind</Text>}>
      {pools.isError && <ProblemView error={pools.error} onRetry={() => void pools.refetch()} />}
      {pools.isPending && <Loading lines={4} />}
      {pools.data?.length === 0 && <Text c="dimmed">No pool is configured. Pools stand in assignment.yaml.</Text>}
      <div className={styles.pools}>{pools.data?.map((pool) => <PoolFairness key={pool.id} pool={pool} />)}</div>
    </Section>
  );
}

function PoolFairness({ pool }: { pool: Pool }) {
  const check = useMutation({ mutationFn: () => call<Certificate>('GET', `/api/pools/${encodeURIComponent(pool.id)}/certificate`), onError: tellProblem });
  return (
    <section aria-label={pool.label}>
      <Title order={3}>{pool.label} <Text span size="sm" c="dimmed" fw={400}>{countWords(pool.turns, 'turn')}</Text></Title>
      <table className={styles.members}>
        <tbody>
          {pool.members.map((member) => (
            <tr key={member.rep}>
              <td>{member.name}{member.weight !== 1 && <Text span size="sm" c="dimmed"> · weight {member.weight}</Text>}{member.why && <Text span size="sm" c="var(--lw-open)"> · {member.why}</Text>}</td>
              <td className="lw-numbers">{member.count} of {member.share.toFixed(2)} ({signed(member.ahead)})</td>
              <td className="lw-numbers"><Text span size="sm" c="dimmed">{member.today} of {member.cap} today</Text></td>
            </tr>
          ))}
        </tbody>
      </table>
      {check.data ? <Alert color={check.data.holds ? 'green' : 'red'} p="xs" role="status" title="Fairness check">{check.data.sentence}</Alert>
        : <Button variant="default" aria-label={`Check it yourself: ${pool.label}`} loading={check.isPending} onClick={() => check.mutate()}>Check it yourself</Button>}
    </section>
  );
}
