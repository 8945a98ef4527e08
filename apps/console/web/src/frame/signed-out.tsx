import { Center, Code, List, Paper, Text, Title } from '@mantine/core';

/** Nobody is signed in. Leadwright has no passwords, so this says where a link comes from. */
export function SignedOut() {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder radius="md" p="xl" maw={440}>
        <img src="/mark.svg" alt="Leadwright" width={36} height={36} />
        <Title order={1} mt="md" mb={6}>Open your sign-in link</Title>
        <Text c="dimmed" mb="md">You are not signed in, or your session has ended. Leadwright has no passwords: you sign in by a link that works once.</Text>
        <List spacing={6} size="md">
          <List.Item>You have no link? Ask your administrator for a new one.</List.Item>
          <List.Item>You run Leadwright? <Code>npm start</Code> prints a link for the administrator, <Code>npm run demo -- --keep</Code> one each for a rep, a manager and sales ops.</List.Item>
        </List>
      </Paper>
    </Center>
  );
}
