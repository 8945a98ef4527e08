import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ConfigCheckView, ConfigDocumentView, ConfigKind } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { useSignedIn } from '../frame/signed-in';
import { mayCall } from '../may';
import { CheckResult } from './check-result';
import { ConfigDiff } from './config-diff';
import { usePublish } from './use-publish';

interface FileCardProps { kind: ConfigKind; file: ConfigCheckView; checking: boolean; onCheck: () => void }

/** The file as it stands now: its problems, what it would change, and the way to put it into force. */
export function FileCard({ kind, file, checking, onCheck }: FileCardProps) {
  const me = useSignedIn();
  const name = `${kind}.yaml`;
  const publish = usePublish(kind);
  const { yaml, ok, changed, inForce, from } = file;
  return (
    <Section title={`The file ${name}`} aside={<Button variant="subtle" leftSection={<IconRefresh size={14} />} loading={checking} onClick={onCheck}>Check again</Button>}>
      <Text c="dimmed" mb={10}>{from === 'files' ? `Git is the truth: change ${name} there, then put it into force here.` : 'Configuration is written here; the file was only the beginning. Putting it into force takes what it says now.'}</Text>
      {yaml === null ? <Text>There is no {name} in the configuration folder. {inForce === null ? 'What it configures is off.' : `Version ${inForce} stays in force.`}</Text> : <CheckResult name={name} check={file} />}
      {yaml !== null && changed && inForce !== null && <AgainstInForce kind={kind} inForce={inForce} yaml={yaml} />}
      {publish.isError && <ProblemView error={publish.error} />}
      {yaml !== null && mayCall(me, 'POST /api/configs/:kind/publish') && (
        <Group mt={12}><Button disabled={!ok || !changed} loading={publish.isPending} onClick={() => publish.mutate({})}>Put the file into force</Button></Group>
      )}
    </Section>
  );
}

/** What a text would change of the version in force. */
export function AgainstInForce({ kind, inForce, yaml }: { kind: ConfigKind; inForce: number; yaml: string }) {
  const now = useGet<ConfigDocumentView>(['configs', kind, 'text', inForce], `/api/configs/${kind}/versions/${inForce}`);
  if (now.isError) return <ProblemView error={now.error} onRetry={() => void now.refetch()} />;
  if (!now.data) return <Loading lines={3} />;
  return <ConfigDiff before={now.data.yaml} after={yaml} label={`What would change of version ${inForce}`} />;
}
