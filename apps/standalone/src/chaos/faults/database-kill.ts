import type { Fault } from '../fault.js';

export const databaseKill: Fault = {
  name: 'database-kill', says: 'kill -9 of MariaDB, started again at once',
  async run({ servers, random, sleep }) {
    await sleep(random.int(0, 1_000));
    await servers.kill('mariadb');
    await servers.bringBack();
    return 1;
  },
};
