import { Stack, Text } from '@mantine/core';
import type { AssignmentExplanation, LeadPage } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { useSignedIn } from '../frame/signed-in';
import { ownerWords, timeWords } from '../words';

/** Why this rep and why not the others, from the record of the decision. */
export function WhyThisRep({ row }: { row: LeadPage['row'] }) {
  const why = useGet<AssignmentExplanation[]>(['lead', row.id, 'assignment'], `/api/leads/${encodeURIComponent(row.id)}/assignment`, { enabled: row.owner !== null });
  const [newest, ...earlier] = [...(why.data ?? [])].sort((a, b) => b.epoch - a.epoch);
  return (
    <Section title={row.owner?.kind === 'queue' ? 'Why this queue' : 'Why this rep'} aside={newest && newest.epoch > 1 ? <Text size="sm" c="dimmed">Assignment {newest.epoch}</Text> : null}>
      {row.owner === null ? <Text c="dimmed">Not assigned yet. Research looks at it first; the rules decide within a minute, whatever it finds.</Text>
        : why.isError ? <ProblemView error={why.error} onRetry={() => void why.refetch()} />
        : newest ? <Explained why={newest} earlier={earlier} />
        : why.isPending ? <Loading /> : <Text c="dimmed">No decision is recorded for this lead.</Text>}
    </Section>
  );
}

function Explained({ why, earlier }: { why: AssignmentExplanation; earlier: readonly AssignmentExplanation[] }) {
  const me = useSignedIn();
  const isMine = why.owner.kind === 'queue' || why.owner.rep === me.rep;
  const rules = why.configs.find(({ kind }) => kind === 'assignment');
  return (
    <Stack gap={7}>
      <Text fw={500}>{!isMine && <Text span inherit fw={400} c="dimmed">To {ownerWords(why.owner)}: </Text>}{why.sentence}</Text>
      {why.earlierRules.length > 0 && <Text size="sm"><Text span inherit c="dimmed">Earlier rules that did not match: </Text>{why.earlierRules.map(({ label, why: reason }) => `${label} (${reason})`).join(' · ')}</Text>}
      {why.others.length > 0 && <Text size="sm"><Text span inherit c="dimmed">Others{why.pool ? ` in ${why.pool}` : ''}: </Text>{why.others.map(({ name, why: reason }) => `${name}, ${reason}`).join(' · ')}</Text>}
      <Text size="sm" c="dimmed">
        {[rules && `Rules version ${rules.version}`, `decided ${timeWords(why.decidedAt)} with what was known then`, why.waitedForResearch && 'after waiting for research'].filter(Boolean).join(' · ')}
      </Text>
      {earlier.map(({ epoch, owner, sentence, decidedAt }) => <Text key={epoch} size="sm" c="dimmed">Assignment {epoch}, {timeWords(decidedAt)}: {ownerWords(owner)}. {sentence}</Text>)}
    </Stack>
  );
}
