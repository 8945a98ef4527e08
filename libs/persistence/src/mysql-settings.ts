import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { PoolOptions } from 'mysql2';
import { terminal } from '#contracts';

/** Where a MySQL or MariaDB schema is and how to speak with it. */
export interface MysqlSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly schema: string;
  /** Null: unencrypted. Otherwise the server's certificate and name are checked, against `ca` (PEM) or the system's authorities. */
  readonly tls: { readonly ca?: string } | null;
}

/**
 * Reads `mysql://user:password@host:3306/schema`. `?tls=on` encrypts and checks the server's certificate; `?ca=/path.pem` does so with an authority of yours.
 * Errors: DATABASE.URL, terminal, naming what is wrong; the password is never part of it.
 */
export function mysqlSettings(url: string): MysqlSettings {
  const wrong = (what: string) => terminal('DATABASE.URL', `DATABASE_URL ${what}. It must look like mysql://user:password@host:3306/schema, with ?tls=on or ?ca=/path.pem for an encrypted connection.`);
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed) throw wrong('is no URL');
  const { protocol, hostname, port, username, password, pathname, searchParams } = parsed;
  if (protocol !== 'mysql:' && protocol !== 'mariadb:') throw wrong(`begins with ${protocol}//`);
  const schema = decodeURIComponent(pathname.slice(1));
  if (!/^\w{1,64}$/.test(schema)) throw wrong('names no schema, or one with other characters than letters, digits and _');
  const unknown = [...searchParams.keys()].filter((name) => name !== 'tls' && name !== 'ca');
  if (unknown.length > 0) throw wrong(`has the unknown option ${unknown[0]}`);
  const tls = searchParams.get('tls');
  const ca = searchParams.get('ca');
  if (tls !== null && tls !== 'on' && tls !== 'off') throw wrong(`says tls=${tls}`);
  if (tls === 'off' && ca !== null) throw wrong('says tls=off and names a ca');
  const isEncrypted = tls === 'on' || ca !== null;
  // Without a name the driver would check the certificate for "localhost".
  if (isEncrypted && isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) throw wrong(`asks for an encrypted connection and gives ${hostname}: give the name that stands in the server's certificate`);
  return {
    host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 3306), user: decodeURIComponent(username), password: decodeURIComponent(password), schema,
    tls: isEncrypted ? (ca === null ? {} : { ca: readFileSync(ca, 'utf8') }) : null,
  };
}

/** How every connection is opened. Sums come as numbers and whole numbers keep all their digits, as SQLite gives them. */
export const connectionOptions = ({ host, port, user, password, schema, tls }: MysqlSettings): PoolOptions => ({
  host, port, user, password, database: schema, charset: 'UTF8MB4_BIN', timezone: 'Z', connectTimeout: 5_000,
  supportBigNumbers: true, decimalNumbers: true, multipleStatements: false, stringifyObjects: true,
  ...(tls ? { ssl: { ...tls, minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: true } } : {}),
});
