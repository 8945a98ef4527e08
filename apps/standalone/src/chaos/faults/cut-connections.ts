import mysql2 from 'mysql2/promise';
import type { Fault } from '../fault.js';

const TIMES = 10;

export const cutConnections: Fault = {
  name: 'cut-connections', says: `KILL of every connection to the database, ${TIMES} times`,
  async run({ servers, random, sleep }) {
    const connection = await mysql2.createConnection(servers.databaseUrl);
    let cut = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const [rows] = await connection.query<mysql2.RowDataPacket[]>('SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user = SUBSTRING_INDEX(CURRENT_USER(), \'@\', 1)');
      for (const { id } of rows) {
        // One that has just ended by itself is no concern.
        const killed = await connection.query(`KILL CONNECTION ${id}`).then(() => 1, () => 0);
        cut += killed;
      }
      await sleep(random.int(100, 700));
    }
    await connection.end();
    return cut;
  },
};
