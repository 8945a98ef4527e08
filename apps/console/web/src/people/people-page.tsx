import { Badge, Table, Text } from '@mantine/core';
import type { PersonView } from '#contracts';
import { useGet } from '../api';
import { Loading, ProblemView } from '../frame/problem-view';
import { ROLE_WORDS } from '../frame/role-words';
import { Section } from '../frame/section';
import { useSignedIn } from '../frame/signed-in';
import { useNow } from '../frame/use-now';
import { mayCall } from '../may';
import { agoWords } from '../words';
import { SignInLinkButton } from './sign-in-link-button';

/** Who may sign in, and as what. People come from assignment.yaml: its reps, its manager, and who answers for a queue. */
export function PeoplePage() {
  const me = useSignedIn();
  const people = useGet<PersonView[]>(['people'], '/api/people');
  const now = useNow();
  const mayLink = mayCall(me, 'POST /api/people/:user/sign-in-link');
  if (people.isError && !people.data) return <ProblemView error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <Loading lines={6} height={36} />;
  return (
    <Section title="Who may sign in" aside={<Text size="sm" c="dimmed" className="lw-numbers">{people.data.filter(({ active }) => active).length} of {people.data.length}</Text>}>
      <Table fz="sm">
        <Table.Thead><Table.Tr><Table.Th>Person</Table.Th><Table.Th>Role</Table.Th><Table.Th>Last seen</Table.Th>{mayLink && <Table.Th ta="right">Sign-in link</Table.Th>}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {people.data.map(({ user, name, email, role, active, lastSeenAt }) => (
            <Table.Tr key={user}>
              <Table.Th scope="row" fw={500} style={{ overflowWrap: 'anywhere' }}>{name}{!active && <> <Badge color="gray" size="sm">Cannot sign in</Badge></>}<Text size="xs" c="dimmed">{email || user}</Text></Table.Th>
              <Table.Td>{ROLE_WORDS[role]}</Table.Td>
              <Table.Td>{lastSeenAt ? agoWords(lastSeenAt, now) : <Text span inherit c="dimmed">never</Text>}</Table.Td>
              {mayLink && <Table.Td ta="right">{active && <SignInLinkButton user={user} name={name} />}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt={10}>
        People come from assignment.yaml: its reps, its manager, and who answers for a queue. {mayLink ? 'A link works once, for an hour, and takes the place of the one before.' : 'An administrator makes sign-in links.'}
      </Text>
    </Section>
  );
}
