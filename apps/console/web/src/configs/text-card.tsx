import { useState } from 'react';
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ConfigCheckView, ConfigDocumentView, ConfigKind } from '#contracts';
import { call, tellProblem } from '../api';
import { Section } from '../frame/section';
import { CheckResult } from './check-result';
import { AgainstInForce } from './file-card';
import { ProblemView } from '../frame/problem-view';
import { usePublish } from './use-publish';
import styles from './configs.module.css';

/** A text that somebody is writing: checked with all its findings, compared, and, where configuration is written here, put into force. */
export function TextCard({ kind, mayPublish, inForce }: { kind: ConfigKind; mayPublish: boolean; inForce: number | null }) {
  const [yaml, setYaml] = useState('');
  const check = useMutation({ mutationFn: async () => ({ yaml, result: await call<ConfigCheckView>('POST', `/api/configs/${kind}/check`, { yaml }) }), onError: tellProblem });
  const take = useMutation({ mutationFn: () => call<ConfigDocumentView>('GET', `/api/configs/${kind}/versions/${inForce}`), onSuccess: (version) => setYaml(version.yaml), onError: tellProblem });
  const publish = usePublish(kind);
  const checked = check.data?.yaml === yaml ? check.data.result : null;
  return (
    <Section title={mayPublish ? 'Write a new version' : 'Check a text'} aside={inForce !== null && <Button variant="subtle" loading={take.isPending} onClick={() => take.mutate()}>Take the text of version {inForce}</Button>}>
      <Textarea label="YAML" description={mayPublish ? 'Checked before it is put into force.' : 'Nothing is changed by a check. Paste what you are about to commit.'} value={yaml} onChange={({ currentTarget }) => setYaml(currentTarget.value)} autosize minRows={5} maxRows={22} spellCheck={false} classNames={{ input: styles.code! }} />
      <Group mt={10} mb={checked ? 12 : 0} gap={8}>
        <Button variant={mayPublish ? 'default' : 'filled'} disabled={yaml.trim() === ''} loading={check.isPending} onClick={() => check.mutate()}>Check</Button>
        {mayPublish && <Button disabled={!checked?.ok || !checked.changed} loading={publish.isPending} onClick={() => publish.mutate({ yaml })}>Put into force</Button>}
        {check.data && !checked && <Text size="sm" c="dimmed">Changed since it was checked.</Text>}
      </Group>
      {checked && <CheckResult name="The text" check={checked} />}
      {checked?.changed && inForce !== null && <AgainstInForce kind={kind} inForce={inForce} yaml={yaml} />}
      {publish.isError && <ProblemView error={publish.error} />}
    </Section>
  );
}
