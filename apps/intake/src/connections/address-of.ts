import type { Connection } from '#contracts';

/** What to paste at the sender, or where programs send leads. */
export const addressOf = (publicUrl: string, name: string, connection: Connection): string => `${publicUrl}${connection.vendor === 'api' ? '/api/leads' : `/hooks/${name}${keyOf(connection)}`}`;

/** Salesforce proves itself by its address. The secret stands there by its name only. */
const keyOf = (connection: Connection): string => (connection.vendor === 'salesforce' ? `?key=<${connection.secret}>` : '');
