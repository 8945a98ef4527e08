import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { APPS, topics, type TopicRow } from '#contracts';

/** Cells of the first table of docs/operations.md, by app; names in backticks as lists. */
const rows = new Map(readFileSync('docs/operations.md', 'utf8').split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())).map(([name, ...cells]) => [name!, cells]));
const namesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
/** What all apps hear or publish is said once, below the table. */
const isEverybodys = (apps: readonly string[]): boolean => apps.length === APPS.length;
const nameOf = ({ contract }: TopicRow): string => contract.topic.replace(/\.v\d+$/, '');

describe('the table of docs/operations.md', () => {
  it.each(APPS)('says of %s what topics.ts and its tables say', (app) => {
    const [port, , hears, publishes, tables, measured, down] = rows.get(app)!;
    const made = globSync(`apps/${app}/src/**/*.ts`).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\btable\(\s*['`]([a-z_]+)['`]/g)].map(([, name]) => name!));
    expect({ port, hears: namesIn(hears!), publishes: namesIn(publishes!), tables: namesIn(tables!) }).toEqual({
      port: '3000',
      hears: topics.filter(({ to }) => !isEverybodys(to) && to.includes(app)).map(nameOf),
      publishes: topics.filter(({ from }) => !isEverybodys(from) && from.includes(app)).map(nameOf),
      tables: [...new Set(made)].sort(),
    });
    expect([measured, down]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  });
});
