import { useState } from 'react';
import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconListNumbers } from '@tabler/icons-react';
import type { FairnessView, PoolView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords } from '../words';
import { Periods } from './periods';
import { TurnsModal } from './turns-modal';
import { dayWords, signedWords } from './turn-words';
import styles from './operations.module.css';

/** A pool: who had how many leads of their fair share, and whether the promise held. */
export function PoolFairness({ pool: { id, label, turns, members } }: { pool: PoolView }) {
  const [asking, setAsking] = useState(false);
  const check = useGet<FairnessView>(['pools', id, 'certificate'], `/api/pools/${encodeURIComponent(id)}/certificate`);
  return (
    <Section title={label} aside={<Text size="sm" c="dimmed" className="lw-numbers">{countWords(turns, 'turn')}{check.data?.periods[0] && ` since ${dayWords(check.data.periods[0].since)}`}</Text>}>
      <ul className={styles.members}>
        {members.map(({ rep, name, weight, count, share, ahead, today, cap, why }) => (
          <li key={rep}>
            <span><b>{name}</b>{weight !== 1 && <Text span size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}> weight {weight}</Text>}</span>
            <span className="lw-numbers">{count} of {share.toFixed(2)} ({signedWords(ahead)})</span>
            <Text span size="sm" c={why ? 'var(--lw-open)' : 'dimmed'} className="lw-numbers">{[`${today} of ${cap} today`, why].filter(Boolean).join(' · ')}</Text>
          </li>
        ))}
      </ul>
      {check.isError && <ProblemView error={check.error} onRetry={() => void check.refetch()} />}
      {check.isPending && <Loading lines={1} />}
      {check.data && <Verdict check={check.data} />}
      {check.data && check.data.turns > 0 && (
        <Group mt={10}><Button variant="default" leftSection={<IconListNumbers size={15} />} aria-label={`Check it yourself: ${label}`} onClick={() => setAsking(true)}>Check it yourself</Button></Group>
      )}
      {asking && <TurnsModal pool={id} label={label} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function Verdict({ check: { holds, turns, sentence, periods, passedOver } }: { check: FairnessView }) {
  const Icon = holds ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <Group gap={7} wrap="nowrap" align="flex-start" role="status">
        {turns > 0 && <Icon size={17} color={holds ? 'var(--lw-good)' : 'var(--lw-bad)'} aria-label={holds ? 'Holds' : 'Does not hold'} className={styles.sign} />}
        <Text>{sentence}{periods.length === 1 && periods[0]!.away.length === 0 && <Text span inherit c="dimmed"> Same members and weights all the time, nobody away.</Text>}</Text>
      </Group>
      {passedOver.length > 0 && <Text mt={4}>Passed-over turns: {passedOver.map(({ name, turns: count }) => `${name} ${count}`).join(' · ')} <Text span size="sm" c="dimmed">(theirs, had nobody been away)</Text></Text>}
      {periods.some(({ away }, place) => place > 0 || away.length > 0) && <Periods periods={periods} />}
    </>
  );
}
