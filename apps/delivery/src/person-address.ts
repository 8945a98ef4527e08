import type { AssignmentConfig } from '#contracts';

/** The address of a person whom the assignment file names: a rep by id, anybody by address or by what stands before its first dot. Null: nobody is called so. */
export function addressOf(person: string, { reps, manager, queues }: AssignmentConfig): string | null {
  if (reps[person]) return reps[person].email;
  if (person.includes('@')) return person;
  const others = [manager, ...Object.values(queues).map(({ owner }) => owner)];
  return others.find((other) => other !== undefined && other.split(/[.@]/)[0] === person) ?? null;
}

/** What to call them: a rep's name, else what was given. */
export const nameOf = (person: string, { reps }: AssignmentConfig): string => reps[person]?.name ?? person;
