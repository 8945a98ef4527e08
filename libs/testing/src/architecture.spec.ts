import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** The import table of docs/architecture.md. Libs are also held by tsconfig references; npm packages only by this. */
const table: Record<string, { own: string[]; npm: RegExp }> = {
  contracts: { own: [], npm: /^zod$/ },
  domain: { own: ['contracts'], npm: /^(libphonenumber-js|tldts|i18n-iso-countries|@marcbachmann\/cel-js|luxon|json-p3)$/ },
  journal: { own: ['contracts'], npm: /^$/ },
  workflow: { own: ['contracts', 'journal'], npm: /^$/ },
  agent: { own: ['contracts', 'journal'], npm: /^zod$/ },
  persistence: { own: ['contracts', 'journal'], npm: /^(typeorm|better-sqlite3|mysql2)$/ },
  messaging: { own: ['contracts', 'persistence'], npm: /^(@nestjs\/(common|microservices)|rxjs|kafkajs)$/ },
  platform: { own: ['contracts', 'persistence', 'messaging'], npm: /^(@nestjs\/.*|axios|zod|yaml|pino|prom-client|ulid|request-filtering-agent)$/ },
  connectors: { own: ['contracts', 'persistence', 'messaging', 'platform'], npm: /^(axios|nodemailer|zod|openai)$/ },
};

const isSpec = (file: string): boolean => /\.(int\.spec|spec|e2e-spec)\.ts$/.test(file);
const importsOf = (file: string): string[] => [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?:[^'"]*?from\s)?['"]([^'"]+)['"]/gm)].map(([, name]) => name!);
const packageOf = (name: string): string => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');
const sources = (folder: string): string[] => globSync(`${folder}/**/*.ts`).filter((file) => !isSpec(file) && !file.endsWith('.d.ts'));

describe('the house', () => {
  it.each(Object.entries(table))('%s imports only what the table allows', (lib, { own, npm }) => {
    const wrong = sources(`libs/${lib}/src`).flatMap((file) => importsOf(file).filter((name) => {
      if (name.startsWith('.')) return false;
      if (name.startsWith('#')) return !own.includes(name.slice(1));
      if (name.startsWith('node:')) return lib === 'contracts' || lib === 'domain';
      return !npm.test(packageOf(name));
    }).map((name) => `${file} imports ${name}`));
    expect(wrong).toEqual([]);
  });

  it('lets no app import another, except standalone their *.service.ts', () => {
    const wrong = sources('apps').filter((file) => !file.includes('/web/')).flatMap((file) => {
      const app = file.split('/')[1]!;
      return importsOf(file).filter((name) => name.startsWith('.')).flatMap((name) => {
        const target = normalize(join(dirname(file), name));
        const other = target.startsWith('apps/') ? target.split('/')[1] : target.startsWith('libs/') ? 'libs' : app;
        const allowed = other === app || (app === 'standalone' && (target.endsWith('.service.js') || other === 'sandbox'));
        return allowed ? [] : [`${file} imports ${name}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it("knows Nest's own Kafka transport in one drill only, which nothing imports", () => {
    const folder = 'apps/standalone/src/chaos/drills/stock/';
    const files = sources('libs').concat(sources('apps').filter((file) => !file.includes('/web/')));
    const users = files.filter((file) => /Transport\.KAFKA|ServerKafka|ClientKafka/.test(readFileSync(file, 'utf8')));
    const importers = files.filter((file) => importsOf(file).some((name) => name.endsWith('stock-program.js')));
    expect({ users, importers }).toEqual({ users: [`${folder}stock-program.ts`], importers: [] });
  });

  it('lets nothing import the bench, which stands beside the house and may import all of it', () => {
    const isBench = (file: string, name: string) => name.startsWith('.') && normalize(join(dirname(file), name)).startsWith('bench/');
    expect(sources('libs').concat(sources('apps')).flatMap((file) => importsOf(file).filter((name) => isBench(file, name)).map((name) => `${file} imports ${name}`))).toEqual([]);
  });

  it('has no import cycle', () => {
    const files = sources('libs').concat(sources('apps').filter((file) => !file.includes('/web/')), sources('bench/src'));
    const edges = new Map(files.map((file) => [file, importsOf(file).filter((name) => name.startsWith('.')).map((name) => normalize(join(dirname(file), name)).replace(/\.js$/, '.ts'))]));
    expect(findCycle(edges)).toEqual([]);
  });
});

/** The first cycle found, as a path of files; empty when there is none. */
function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
