import { useId, type ReactNode } from 'react';
import { Group, Paper, Title } from '@mantine/core';

/** A titled block of a page. `aside` stands at the right of the title. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" withBorder radius="md" aria-labelledby={id} bd="1px solid var(--lw-line)">
      <Group justify="space-between" px="md" py={9} gap="xs" style={{ borderBottom: '1px solid var(--lw-line)' }}>
        <Title order={2} id={id}>{title}</Title>
        {aside}
      </Group>
      <div style={{ padding: '12px 16px 14px' }}>{children}</div>
    </Paper>
  );
}
