import type { Environment } from '#platform';

type ConnectionDocument = { vendor: string; secret?: string; signature?: string | { secret: string } };

/** The variable that holds the secret of a connection; undefined for one without. */
export const secretName = (connection: ConnectionDocument): string | undefined => connection.secret ?? (typeof connection.signature === 'object' ? connection.signature.secret : undefined);

export const secretMissing = (environment: Environment, connection: ConnectionDocument): boolean => {
  const name = secretName(connection);
  return name !== undefined && environment.secrets(name).length === 0;
};
