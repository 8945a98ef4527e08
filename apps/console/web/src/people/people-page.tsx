import { Badge, Text } from '@mantine/core';
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
import styles from './people.module.css';

/** Who may sign in, and as what. */
export function PeoplePage() {
  const me = useSignedIn();
  const people = useGet<PersonView[]>(['people'], '/api/people');
  const now = useNow();
  const mayLink = mayCall(me, 'POST /api/people/:user/sign-in-link');
  if (people.isError && !people.data) return <ProblemView error={people.error} onRetry={() => void people.refetch()} />;
  if (!people.data) return <Loading lines={6} height={36} />;
  return (
    <Section title="Who may sign in" aside={<Text size="sm" c="dimmed" className="lw-numbers">{people.data.filter(({ active }) => active).length} of {people.data.length}</Text>}>
      <ul className={styles.people} data-links={mayLink || undefined}>
        {people.data.map(({ user, name, email, role, active, lastSeenAt }) => (
          <li key={user}>
            <div><b>{name}</b>{!active && <> <Badge color="gray" size="sm">Cannot sign in</Badge></>}<Text size="sm" c="dimmed">{email || user}</Text></div>
            <Text size="sm">{ROLE_WORDS[role]}</Text>
            <Text size="sm" c={lastSeenAt ? undefined : 'dimmed'}>{lastSeenAt ? `seen ${agoWords(lastSeenAt, now)}` : 'never seen'}</Text>
            {mayLink && <div>{active && <SignInLinkButton user={user} name={name} />}</div>}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed" mt={10}>
        People come from assignment.yaml: its reps, its manager, and who answers for a queue. {mayLink ? 'A link works once, for an hour, and takes the place of the one before.' : 'An administrator makes sign-in links.'}
      </Text>
    </Section>
  );
}
