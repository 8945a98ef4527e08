import { Stack, Text } from '@mantine/core';
import type { RunView } from '#contracts';
import { Section } from '../frame/section';
import { moneyWords, timeWords } from '../words';
import { RecheckButton } from './recheck-button';
import styles from './run.module.css';

/** What a run came to, what it used, and the way to check it. */
export function RunSummary({ run }: { run: RunView }) {
  const { fit, looks, looksAllowed, spentMicro, startedAt, policy, configs, state } = run;
  const profile = configs.find(({ kind }) => kind === 'icp');
  const lines: [string, string][] = [
    ['Looks', looksAllowed === 0 && state === 'running' ? 'not begun' : `${looks} of ${looksAllowed}`],
    ['Money', `${moneyWords(spentMicro)} (estimated)`],
    ...(startedAt ? [['Started', timeWords(startedAt)] satisfies [string, string]] : []),
    ...(policy ? [['Chosen by', policyWords(policy)] satisfies [string, string]] : []),
    ...(profile ? [['Profile', `version ${profile.version}`] satisfies [string, string]] : []),
    ['For', run.depth === 'full' ? 'the answer, then a first line' : 'the first line of a mail'],
  ];
  return (
    <Section title={state === 'running' ? 'So far' : 'The answer'}>
      <Stack gap={10}>
        {fit && <Text>{fit.sentence}</Text>}
        {run.stopSentence && <Text size="sm"><Text span inherit c="dimmed">Stopped because: </Text>{run.stopSentence}</Text>}
        <dl className={styles.summary}>{lines.map(([what, value]) => [<dt key={what}>{what}</dt>, <dd key={`${what} value`} className="lw-numbers">{value}</dd>])}</dl>
        {state === 'done' && run.steps.length > 0 && <RecheckButton runId={run.id} />}
        <Text size="xs" c="dimmed">Worth is what an answer found there is expected to save, in money. Cost is what a look takes, mostly attention. A look is taken while its worth is above its cost.</Text>
      </Stack>
    </Section>
  );
}

/** `choose-look@1 (gpt)` → `the model gpt`; without a model the highest worth decides. */
function policyWords(policy: string): string {
  const model = /\((.+)\)$/.exec(policy)?.[1];
  return model ? `the model ${model}` : 'highest worth over cost (no model)';
}
