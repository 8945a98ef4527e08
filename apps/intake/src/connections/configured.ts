import { ProblemError, type Connection } from '#contracts';

/** Errors: 404 connection_unknown, naming the known ones. */
export function configured(all: Readonly<Record<string, Connection>>, name: string): Connection {
  if (Object.hasOwn(all, name)) return all[name]!;
  const known = Object.keys(all);
  throw new ProblemError(404, 'connection_unknown', 'No such connection', `${JSON.stringify(name)} is not in connections.yaml. ${known.length > 0 ? `Known: ${known.join(', ')}.` : 'It names none yet.'}`);
}
