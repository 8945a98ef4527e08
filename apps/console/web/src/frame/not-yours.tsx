import { EmptyState } from '@mantine/core';
import type { Role } from '#contracts';
import { rolesOf } from '../may';
import { ROLE_WORDS } from './role-words';

/** Somebody came by an address to a page whose data the server would refuse them. */
export function NotYours({ route }: { route: string }) {
  const roles = rolesOf(route).filter((role): role is Exclude<Role, 'ingest'> => role !== 'ingest').map((role) => ROLE_WORDS[role].toLowerCase());
  return <EmptyState mt={48} title="This page is not for your role" description={`It is for: ${roles.join(', ')}.`} />;
}
