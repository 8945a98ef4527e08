import { Alert, Badge, Button, Table, Text } from '@mantine/core';
import type { ConfigFinding, ConfigKind, ConfigVersionView } from '#contracts';
import { problemOf, useAct, useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { timeWords } from '../words';
import styles from './operations.module.css';

const KINDS: Readonly<Record<ConfigKind, string>> = { connections: 'Connections', enrichment: 'Enrichment', icp: 'Ideal customer', assignment: 'Assignment', outreach: 'Outreach' };

/** The five documents in force, and the way to put a changed file into force. */
export function ConfigsCard() {
  return (
    <Section title="Configuration" aside={<Text size="sm" c="dimmed">the files are checked before they are published</Text>}>
      <Table.ScrollContainer minWidth={620} type="native">
        <Table fz="sm">
          <Table.Thead><Table.Tr><Table.Th>File</Table.Th><Table.Th>In force</Table.Th><Table.Th>Published</Table.Th><Table.Th>Versions</Table.Th><Table.Th aria-label="Actions" /></Table.Tr></Table.Thead>
          <Table.Tbody>{(Object.keys(KINDS) as ConfigKind[]).map((kind) => <ConfigLine key={kind} kind={kind} />)}</Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

type Finding = ConfigFinding & { line: number | null };

function ConfigLine({ kind }: { kind: ConfigKind }) {
  const versions = useGet<ConfigVersionView[]>(['configs', kind], `/api/configs/${kind}/versions`);
  const publish = useAct<void, ConfigVersionView & { changed: boolean; findings: Finding[] }>(`/api/configs/${kind}/publish`, {
    refresh: [['configs', kind], ['pools'], ['connections']],
    quiet: ({ status }) => status === 422,
    done: ({ version, changed }) => (changed ? `${kind}.yaml is in force as version ${version}.` : `${kind}.yaml says nothing new. Version ${version} stays in force.`),
  });
  const inForce = versions.data?.find((version) => version.inForce);
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row" fw={500}>{kind}.yaml<Text size="xs" c="dimmed">{KINDS[kind]}</Text></Table.Th>
        <Table.Td>{versions.isPending ? <Loading lines={1} /> : inForce ? <><Badge color="green">Version {inForce.version}</Badge> <Text span size="xs" c="dimmed" ff="monospace">{inForce.hash}</Text></> : <Text size="sm" c="dimmed">none: switched off</Text>}</Table.Td>
        <Table.Td>{inForce ? `${timeWords(inForce.publishedAt)}, by ${inForce.publishedBy}` : ''}</Table.Td>
        <Table.Td className="lw-numbers">{versions.data?.length ?? ''}</Table.Td>
        <Table.Td ta="right"><Button variant="default" aria-label={`Publish the file ${kind}.yaml`} loading={publish.isPending} onClick={() => publish.mutate()}>Publish the file</Button></Table.Td>
      </Table.Tr>
      {versions.isError && <Table.Tr><Table.Td colSpan={5}><ProblemView error={versions.error} onRetry={() => void versions.refetch()} /></Table.Td></Table.Tr>}
      {publish.data && publish.data.findings.length > 0 && <Table.Tr><Table.Td colSpan={5}><Alert color="yellow" title="In force, with something worth a look"><Findings findings={publish.data.findings} /></Alert></Table.Td></Table.Tr>}
      {publish.isError && problemOf(publish.error).status === 422 && <Table.Tr><Table.Td colSpan={5}><Refused error={publish.error} /></Table.Td></Table.Tr>}
    </>
  );
}

/** What is wrong with the file, all of it at once. The version in force stays. */
function Refused({ error }: { error: Error }) {
  const { title, detail, findings } = problemOf(error) as ReturnType<typeof problemOf> & { findings?: Finding[] };
  return <Alert color="red" title={title} role="alert"><Text size="md">{detail}</Text>{findings && <Findings findings={findings} />}</Alert>;
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ol className={styles.findings}>
      {findings.map(({ line, where, message, excerpt, remedy }, place) => (
        <li key={place}>
          <Text size="md"><b>{[line === null ? null : `line ${line}`, where].filter(Boolean).join(', ')}:</b> {message}</Text>
          {excerpt && <pre className={styles.excerpt}>{excerpt.text}{'\n'}{' '.repeat(excerpt.from)}{'^'.repeat(Math.max(1, excerpt.to - excerpt.from))}</pre>}
          <Text size="sm" c="dimmed">{remedy}</Text>
        </li>
      ))}
    </ol>
  );
}
