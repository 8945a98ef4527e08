import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { ConfigCheckView, ConfigKind, ConfigVersionView } from '#contracts';
import { call, useGet } from '../api';
import { NoSuchPage } from '../frame/no-such-page';
import { Loading, ProblemView } from '../frame/problem-view';
import { FileCard } from './file-card';
import { KIND_WORDS, KINDS } from './kinds';
import { TextCard } from './text-card';
import { VersionsCard } from './versions-card';

export function ConfigPage() {
  const { kind } = useParams();
  const known = KINDS.find((name) => name === kind);
  return known ? <OneKind key={known} kind={known} /> : <NoSuchPage />;
}

/** One document: what the file says, any text checked, and all versions side by side. */
function OneKind({ kind }: { kind: ConfigKind }) {
  const { label, says } = KIND_WORDS[kind];
  useDocumentTitle(`${label} · Configuration · Leadwright`);
  const versions = useGet<ConfigVersionView[]>(['configs', kind, 'versions'], `/api/configs/${kind}/versions`);
  const file = useQuery({ queryKey: ['configs', kind, 'file'], queryFn: () => call<ConfigCheckView>('POST', `/api/configs/${kind}/check`) });
  const inForce = versions.data?.find((version) => version.inForce) ?? null;
  const failed = versions.error ?? file.error;
  return (
    <>
      <Anchor component={Link} to="/operations/configuration" size="sm"><IconChevronLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Configuration</Anchor>
      <Group gap={8} mt={4} mb={12} align="baseline">
        <Title order={2} fz="lg">{label}</Title>
        {versions.data && (inForce ? <Badge color="green">Version {inForce.version} in force</Badge> : <Badge color="gray">Not configured</Badge>)}
        <Text size="sm" c="dimmed">{says}</Text>
      </Group>
      {failed && <ProblemView error={failed} onRetry={() => { void versions.refetch(); void file.refetch(); }} />}
      {!failed && (!versions.data || !file.data) && <Loading lines={3} height={110} />}
      {!failed && versions.data && file.data && (
        <Stack gap={14}>
          <FileCard kind={kind} file={file.data} checking={file.isFetching} onCheck={() => void file.refetch()} />
          <TextCard kind={kind} mayPublish={file.data.from === 'console'} inForce={inForce?.version ?? null} />
          <VersionsCard kind={kind} versions={versions.data} />
        </Stack>
      )}
    </>
  );
}
