import { counter, createTableSql, key, table, text, time } from '#persistence';

/** One row for each time that an event was handled: no unique key, so that twice is seen. */
export const HANDLED = 'delivery_handled';
export const handledTable: string = createTableSql(table(HANDLED, { number: counter(), id: key(), rep: text(), at: time() }, { primary: ['number'] }), 'mysql').join(';');
