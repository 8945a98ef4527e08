import { Badge, NativeSelect, Table, Text } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { ConfigDocumentView, ConfigKind, ConfigVersionView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { Section } from '../frame/section';
import { countWords, timeWords } from '../words';
import { ConfigDiff } from './config-diff';
import styles from './configs.module.css';

/** All versions, the text of one, and what differs between two. Which are shown stands in the address. */
export function VersionsCard({ kind, versions }: { kind: ConfigKind; versions: readonly ConfigVersionView[] }) {
  const [params, setParams] = useSearchParams();
  const newest = versions.find(({ inForce }) => inForce) ?? versions[0];
  if (!newest) return <Section title="Versions"><Text c="dimmed">Nothing has been put into force yet.</Text></Section>;
  const asked = (name: string) => versions.find(({ version }) => String(version) === params.get(name))?.version ?? null;
  const version = asked('version') ?? newest.version;
  const against = asked('against');
  const show = (of: number, with_: number | null) => setParams({ version: String(of), ...(with_ === null ? {} : { against: String(with_) }) }, { replace: true });
  return (
    <Section title="Versions" aside={<Text size="sm" c="dimmed">{countWords(versions.length, 'version')}; none is ever changed</Text>}>
      <Table fz="sm" mb={12}>
        <Table.Thead><Table.Tr><Table.Th>Version</Table.Th><Table.Th>Put into force</Table.Th><Table.Th>By</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {versions.map(({ version: number, publishedAt, publishedBy, inForce }) => (
            <Table.Tr key={number}><Table.Th scope="row" fw={500} className="lw-numbers">{number}{inForce && <> <Badge color="green" size="sm">In force</Badge></>}</Table.Th><Table.Td>{timeWords(publishedAt)}</Table.Td><Table.Td>{publishedBy}</Table.Td></Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <div className={styles.choose}>
        <NativeSelect label="Show version" data={versions.map(({ version: number }) => String(number))} value={String(version)} onChange={({ currentTarget }) => show(Number(currentTarget.value), against)} />
        {versions.length > 1 && (
          <NativeSelect label="Compared with" data={[{ value: '', label: 'nothing' }, ...versions.map(({ version: number }) => String(number))]} value={against === null ? '' : String(against)} onChange={({ currentTarget }) => show(version, currentTarget.value === '' ? null : Number(currentTarget.value))} />
        )}
      </div>
      <Texts kind={kind} version={version} against={against} />
    </Section>
  );
}

function Texts({ kind, version, against }: { kind: ConfigKind; version: number; against: number | null }) {
  const one = useText(kind, version);
  const other = useText(kind, against ?? version);
  const failed = one.error ?? other.error;
  if (failed) return <ProblemView error={failed} onRetry={() => { void one.refetch(); void other.refetch(); }} />;
  if (!one.data || !other.data) return <Loading lines={6} />;
  if (against !== null) return <ConfigDiff before={other.data.yaml} after={one.data.yaml} label={`From version ${against} to version ${version}`} />;
  return <pre className={styles.text} tabIndex={0} aria-label={`Text of version ${version}`}>{one.data.yaml}</pre>;
}

const useText = (kind: ConfigKind, version: number) => useGet<ConfigDocumentView>(['configs', kind, 'text', version], `/api/configs/${kind}/versions/${version}`);
