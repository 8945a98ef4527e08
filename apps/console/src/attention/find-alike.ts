import type { z } from 'zod';
import { duration, type AppName, type MessageDeadLettered, type retryManyBody } from '#contracts';
import { select, type Work } from '#persistence';

type Given = Pick<z.infer<typeof retryManyBody>, 'code' | 'app' | 'kind' | 'connection' | 'olderThan'>;

/** An open item, and the app that owns it. */
export interface Alike { readonly id: string; readonly app: AppName }
interface Row extends Alike { readonly document: string; readonly connection: string | null }

const PAGE = 500;

/** Open items that fit all that is given, the oldest first. The connection is the one that the item names, else that of its lead. `now` in milliseconds. */
export function* findAlike({ code, app, kind, connection, olderThan }: Given, now: number): Work<Alike[]> {
  const given = [['a.app = ?', app], ['a.kind = ?', kind], ['a.at < ?', olderThan === undefined ? undefined : now - duration.parse(olderThan)]].filter((one): one is [string, string | number] => one[1] !== undefined);
  const where = [`a.state = 'open'`, 'a.id > ?', ...given.map(([sql]) => sql)].join(' AND ');
  const fits = ({ document, connection: ofLead }: Row): boolean => {
    const { failure } = JSON.parse(document) as MessageDeadLettered;
    return (code === undefined || failure.code === code) && (connection === undefined || (failure.details?.['connection'] ?? ofLead) === connection);
  };
  const found: Alike[] = [];
  for (let after = ''; ;) {
    const rows = yield* select<Row>(`SELECT a.id, a.app, a.document, l.connection FROM console_attention a LEFT JOIN console_leads l ON l.id = a.lead_id WHERE ${where} ORDER BY a.id LIMIT ${PAGE}`, [after, ...given.map(([, value]) => value)]);
    found.push(...rows.filter(fits).map(({ id, app: owner }) => ({ id, app: owner })));
    if (rows.length < PAGE) return found;
    after = rows.at(-1)!.id;
  }
}

/** `code CRM.UNAVAILABLE, older than 4h` */
export const filterWords = ({ code, app, kind, connection, olderThan }: Given): string =>
  [code && `code ${code}`, app && `app ${app}`, kind && `kind ${kind}`, connection && `connection ${connection}`, olderThan && `older than ${olderThan}`].filter(Boolean).join(', ');
