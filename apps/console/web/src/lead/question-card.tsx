import { Button, Group, Stack, Text } from '@mantine/core';
import type { LeadPage, Question } from '#contracts';
import { queryClient, useAct } from '../api';
import { ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { useSignedIn } from '../frame/signed-in';
import { maySettleQuestion } from '../may';
import { ownerWords } from '../words';

/** What only a person can tell, with one button per answer. Its value is kept over every machine's, and the work goes on from it. */
export function QuestionCard({ row, question }: { row: LeadPage['row']; question: Question }) {
  const me = useSignedIn();
  const may = maySettleQuestion(me, row.owner);
  const isMine = row.owner?.kind === 'rep' && row.owner.rep === me.rep;
  const refresh = [['lead', row.id], ['leads']];
  const answer = useAct<{ question: string; choice: string }, { label: string }>(`/api/leads/${row.id}/answer`, {
    refresh, done: ({ label }) => `Answered: ${label}. The lead is judged again.`, quiet: () => true,
  });
  const load = (): void => {
    answer.reset();
    void queryClient.invalidateQueries({ queryKey: ['lead', row.id] });
  };
  return (
    <Section title={isMine ? 'A question for you' : `A question for ${row.owner === null ? 'the owner' : ownerWords(row.owner)}`}>
      <Stack gap="sm">
        <Text fw={600} size="lg">{question.sentence}</Text>
        <Group gap="xs" role="group" aria-label={question.sentence}>
          {question.choices.map(({ id, label, detail }) => (
            <Button key={id} variant="default" h="auto" py={8} disabled={!may || answer.isSuccess || (answer.isPending && answer.variables.choice !== id)} loading={answer.isPending && answer.variables.choice === id} onClick={() => answer.mutate({ question: question.id, choice: id })}>
              <span style={{ display: 'grid', textAlign: 'left', whiteSpace: 'normal' }}>
                <Text span fw={600}>{label}</Text>
                {detail && <Text span size="sm" c="dimmed">{detail}</Text>}
              </span>
            </Button>
          ))}
        </Group>
        {answer.isError && <ProblemView error={answer.error} onRetry={load} />}
        <Text size="sm" c="dimmed" aria-live="polite">{answer.isSuccess ? 'Answered. The lead is being judged again.' : may ? 'Your answer is kept over every machine\'s, and the lead is judged again.' : 'Only the owner, a manager or sales ops can answer.'}</Text>
      </Stack>
    </Section>
  );
}
