import { Progress, Stack, Table, Text } from '@mantine/core';
import type { SpendView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords, moneyWords } from '../words';
import styles from './operations.module.css';

type Day = SpendView['days'][number];
const countsOf = ({ settledMicro, reservedMicro, unknownMicro }: Pick<Day, 'settledMicro' | 'reservedMicro' | 'unknownMicro'>): number => settledMicro + reservedMicro + unknownMicro;
const sumOf = (days: readonly Day[]): number => days.reduce((sum, day) => sum + countsOf(day), 0);

/** What has been spent on data, and what may be. */
export function SpendPage() {
  const spend = useGet<SpendView>(['spend'], '/api/spend', { refetchInterval: 15_000 });
  if (spend.isError && !spend.data) return <ProblemView error={spend.error} onRetry={() => void spend.refetch()} />;
  if (!spend.data) return <Loading lines={3} height={90} />;
  return <Stack gap={14}><Today spend={spend.data} /><Days spend={spend.data} /></Stack>;
}

function Today({ spend: { today, days, ceilings, estimated } }: { spend: SpendView }) {
  const now = days.filter(({ day }) => day === today);
  return (
    <Section title="Today" aside={<Text size="sm" c="dimmed">{[today, estimated && 'estimated'].filter(Boolean).join(' · ')}</Text>}>
      {ceilings === null ? <Text c="dimmed">Nothing may be spent: enrichment.yaml is not configured.</Text> : (
        <Stack gap={12}>
          <Against label="All providers" spent={sumOf(now)} ceiling={ceilings.day} />
          {now.map((day) => <Against key={day.provider} label={day.provider} spent={countsOf(day)} ceiling={ceilings.providerDay} />)}
          <Text size="sm" c="dimmed">At most {moneyWords(ceilings.lead)} for one lead. A call that could pass a ceiling is not made; the lead goes on with what is known.</Text>
        </Stack>
      )}
    </Section>
  );
}

function Against({ label, spent, ceiling }: { label: string; spent: number; ceiling: number }) {
  const share = ceiling === 0 ? 100 : Math.min(100, (spent / ceiling) * 100);
  return (
    <div>
      <Text className="lw-numbers"><b>{label}</b> {moneyWords(spent)} of {moneyWords(ceiling)}</Text>
      <Progress.Root size="lg" mt={4}>
        <Progress.Section value={share} color={share >= 90 ? 'red' : 'frost'} aria-label={`${label}: spent today`} aria-valuetext={`${moneyWords(spent)} of ${moneyWords(ceiling)}`} />
      </Progress.Root>
    </div>
  );
}

function Days({ spend: { days, settledMicro, reservedMicro, unknownMicro, runs, estimated } }: { spend: SpendView }) {
  return (
    <Section title="By provider and day" aside={<Text size="sm" c="dimmed" className="lw-numbers">{moneyWords(settledMicro)} in all{estimated && ', estimated'}</Text>}>
      {days.length === 0 ? <Text c="dimmed">Nothing has been spent yet: {runs === 0 ? 'no lead has been enriched.' : `${countWords(runs, 'run')} found what they needed for free.`}</Text> : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label="Spend by provider and day">
          <Table fz="sm" horizontalSpacing={5} className="lw-numbers">
            <Table.Thead><Table.Tr><Table.Th>Day</Table.Th><Table.Th>Provider</Table.Th><Table.Th ta="right">Calls</Table.Th><Table.Th ta="right">Charged</Table.Th><Table.Th ta="right">Held</Table.Th><Table.Th ta="right">Unknown</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {days.map(({ provider, day, calls, ...money }) => (
                <Table.Tr key={`${day} ${provider}`}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{day}</Table.Td><Table.Td>{provider}</Table.Td><Table.Td ta="right">{calls}</Table.Td>
                  <Table.Td ta="right">{moneyWords(money.settledMicro)}</Table.Td><Table.Td ta="right">{moneyWords(money.reservedMicro)}</Table.Td><Table.Td ta="right">{moneyWords(money.unknownMicro)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Text size="sm" c="dimmed" mt={10}>
        Held ({moneyWords(reservedMicro)}) is put aside for calls that are under way. Unknown ({moneyWords(unknownMicro)}) is for calls whose answer was lost: they may have been charged, so they count in full until somebody knows.
      </Text>
    </Section>
  );
}
