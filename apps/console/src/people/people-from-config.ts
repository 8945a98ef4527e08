import type { AssignmentConfig, Role } from '#contracts';

/** A person who may sign in. `user` is the rep id, or what stands before the first dot or @ of their mail address. */
export interface Person { user: string; name: string; email: string; role: Role; rep: string | null; active: boolean }

/** The administrator that every installation has, so that somebody can sign in before anything is configured. */
export const ADMIN: Person = { user: 'admin', name: 'Administrator', email: '', role: 'admin', rep: null, active: true };

/** Everybody the assignment file names: its reps, its manager, and the owners of its queues (sales ops, unless they manage). */
export function peopleFromConfig(config: AssignmentConfig | null): Person[] {
  const people = new Map<string, Person>([[ADMIN.user, ADMIN]]);
  for (const [id, { name, email, active }] of Object.entries(config?.reps ?? {})) people.set(id, { user: id, name, email, role: 'rep', rep: id, active });
  if (config?.manager) add(people, config.manager, 'manager');
  for (const { owner } of Object.values(config?.queues ?? {})) add(people, owner, 'ops');
  return [...people.values()];
}

/** A rep who also manages or owns a queue keeps their own leads; a first role is not taken away by a later one. */
function add(people: Map<string, Person>, named: string, role: Role): void {
  const user = userOf(named);
  const known = people.get(user);
  if (!known) people.set(user, { user, name: nameOfMail(named), email: named.includes('@') ? named : '', role, rep: null, active: true });
  else if (role === 'manager') people.set(user, { ...known, role });
}

/** `kemal.aydin@rimewell.example` → `kemal`; an id stays as it is. */
export const userOf = (named: string): string => (named.includes('@') ? named.split(/[.@]/)[0]!.toLowerCase() : named);

const nameOfMail = (named: string): string => named.split('@')[0]!.split('.').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' ');
