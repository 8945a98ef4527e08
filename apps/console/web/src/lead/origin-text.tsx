import { Badge, Text } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import type { Fact } from '#contracts';
import { useSignedIn } from '../frame/signed-in';
import { originWords } from './origin-words';

/** Where a value came from; one that a person gave is marked, because no machine overwrites it. */
export function OriginText({ fact }: { fact: Pick<Fact, 'origin' | 'by'> }) {
  const me = useSignedIn();
  if (fact.origin !== 'human') return <Text span size="sm" c="dimmed">{originWords(fact)}</Text>;
  return <Badge color="frost" size="sm" leftSection={<IconUserCheck size={12} aria-hidden />}>{fact.by === `user:${me.user}` ? 'set by you' : originWords(fact)}</Badge>;
}
