import { renameSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Loaded before a program (`--import`), it counts what that program asks of SQLite, and writes the counts to the file that
 * BENCH_COUNTS names whenever it gets a SIGUSR2. The program itself knows nothing of it.
 */
const counts = { commits: 0, statements: 0 };
const file = process.env['BENCH_COUNTS']!;

const database = new Database(':memory:');
const ofDatabase = Database.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
const ofStatement = Object.getPrototypeOf(database.prepare('SELECT 1')) as typeof ofDatabase;
database.close();

count(ofDatabase, 'exec', (sql) => { counts[sql === 'COMMIT' ? 'commits' : 'statements'] += 1; });
for (const name of ['run', 'all', 'get']) count(ofStatement, name, () => { counts.statements += 1; });

process.on('SIGUSR2', () => {
  writeFileSync(`${file}.new`, JSON.stringify(counts));
  renameSync(`${file}.new`, file);
});

function count(prototype: typeof ofDatabase, name: string, seen: (first: unknown) => void): void {
  const original = prototype[name]!;
  prototype[name] = function (this: unknown, ...args: unknown[]) {
    seen(args[0]);
    return original.apply(this, args);
  };
}
