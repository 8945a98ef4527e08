import type { AssignmentConfig, Role } from '#contracts';

/** A person who may sign in. `user` is the rep id, or what stands before the first dot or @ of their mail address. */
export interface Person { user: string; name: string; email: string; role: Role; rep: string | null; active: boolean }

/** The administrator that every installation has, so that somebody can sign in before anything is configured. */
export const ADMIN: Person = { user: 'admin', name: 'Administrator', email: '', role: 'admin', rep: null, active: true };

/** Everybody the assignment file names: its reps, its manager, and the owners of its queues (sales ops, unless they manage). Nobody takes the administrator's place. */
export function peopleFromConfig(config: AssignmentConfig | null): Person[] {
  const people = new Map<string, Person>();
  for (const [id, { name, email, active }] of Object.entries(config?.reps ?? {})) people.set(id, { user: id, name, email, role: 'rep', rep: id, active });
  if (config?.manager) add(people, config.manager, 'manager');
  for (const { owner } of Object.values(config?.queues ?? {})) add(people, owner, 'ops');
  people.set(ADMIN.user, ADMIN);
  return [...people.values()];
}

/** Whom the file means by an id or a mail address. */
export const personNamed = (people: Iterable<Person>, named: string): Person | undefined =>
  [...people].find(({ user, email }) => user === named || (email !== '' && email.toLowerCase() === named.toLowerCase()));

/** A rep who also manages or owns a queue keeps their own leads; a first role is not taken away by a later one. */
function add(people: Map<string, Person>, named: string, role: Role): void {
  const known = personNamed(people.values(), named);
  if (known && role === 'manager') people.set(known.user, { ...known, role });
  if (known) return;
  const user = freeUser(people, named);
  people.set(user, { user, name: nameOfMail(named), email: named.includes('@') ? named : '', role, rep: null, active: true });
}

/** `kemal.aydin@rimewell.example` → `kemal`; the whole name when another person is called so, for roles must not be mixed up. */
function freeUser(people: ReadonlyMap<string, Person>, named: string): string {
  const short = named.includes('@') ? named.split(/[.@]/)[0]!.toLowerCase() : named;
  return people.has(short) ? named.split('@')[0]!.toLowerCase() : short;
}

const nameOfMail = (named: string): string => named.split('@')[0]!.split('.').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join(' ');
