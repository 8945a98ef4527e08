import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { call, queryClient, tellProblem } from '../api';
import { ROLE_WORDS } from './role-words';
import { useSignedIn } from './signed-in';

async function signOut(): Promise<void> {
  try {
    await call('POST', '/api/sign-out');
    queryClient.clear();
    location.assign('/');
  } catch (error) {
    tellProblem(error);
  }
}

export function UserMenu() {
  const me = useSignedIn();
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: 16 }}>
          <Avatar name={me.name} color="frost" size={30} radius="xl" aria-hidden />
          <VisuallyHidden>{me.name}, account</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">{me.name}</Text>
          <Text size="xs">{[ROLE_WORDS[me.role], me.email].filter(Boolean).join(' · ')}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
