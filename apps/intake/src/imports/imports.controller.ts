import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ProblemError, routes, type Identity, type ImportList, type ImportView } from '#contracts';
import { UnitOfWork, type Work } from '#persistence';
import { Caller, countedBytes, readToEnd, StreamedBody } from '#platform';
import { apiConnection, checkedKey } from '../program-calls.js';
import { KnownConnections } from '../known-connections.js';
import { countLines, findImport, latestImports, problemLines, type ImportRow } from './imports.store.js';
import { ReceiveImport } from './receive-import.js';

const LIMIT = routes.find(({ path, streams }) => path === '/api/imports' && streams)!.streams!.limit;

/** Imports and problem lines in one answer. */
const LATEST = 50;
const PAGE = 100;

interface Reply { header(name: string, value: string): Reply }

/** Files of leads: taken whole before the answer, worked through after it. */
@Controller()
export class ImportsController {
  constructor(private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly imports: ReceiveImport) {}

  /** Query: `connection`, and for each field the column to read it from. A refusal is answered once the file was read to its end, so that every client sees it. */
  @Post('/api/imports')
  @HttpCode(202)
  async receive(
    @StreamedBody() body: Readable, @Query() query: Record<string, unknown>, @Headers('idempotency-key') key: string | undefined,
    @Caller() caller: Identity, @Res({ passthrough: true }) reply: Reply,
  ): Promise<ImportView> {
    const bytes = countedBytes(body, LIMIT);
    try {
      const { connection, ...asked } = textsOf(query);
      const { name } = apiConnection(this.connections, connection, 'connection');
      const { importId, isReplay } = await this.imports.receive({ connection: name, asked, idempotencyKey: checkedKey(key), caller, bytes });
      reply.header('location', `/api/imports/${importId}`);
      if (isReplay) reply.header('idempotency-replayed', 'true');
      return await this.work.read(() => viewOf(importId, 0));
    } catch (error) {
      bytes.destroy();
      await readToEnd(body);
      throw error;
    }
  }

  @Get('/api/imports')
  list(): Promise<ImportList> {
    return this.work.read(function* () {
      const imports: ImportList['imports'] = [];
      for (const row of yield* latestImports(LATEST)) imports.push({ ...summaryOf(row), lines: yield* countLines(row.id) });
      return { imports };
    });
  }

  /** `?after=` a line shows the problems behind it. */
  @Get('/api/imports/:id')
  show(@Param('id') id: string, @Query('after') after: string | undefined): Promise<ImportView> {
    const line = Number(after ?? 0);
    if (!Number.isSafeInteger(line) || line < 0) throw new ProblemError(422, 'line_invalid', 'No such line', `after=${after} is no line number. Use the "next" of the page before.`, { field: 'after' });
    return this.work.read(() => viewOf(id, line));
  }
}

/** Errors: 422 query_invalid for a parameter that is given twice. */
function textsOf(query: Record<string, unknown>): Record<string, string> {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') throw new ProblemError(422, 'query_invalid', 'Given twice', `${name} is given more than once. Give it once.`, { field: name });
  }
  return query as Record<string, string>;
}

/** Errors: 404 import_unknown. */
function* viewOf(id: string, after: number): Work<ImportView> {
  const row = yield* findImport(id);
  if (!row) throw new ProblemError(404, 'import_unknown', 'Not found', `There is no import ${id}.`);
  const problems = yield* problemLines(row, after, PAGE + 1);
  const page = problems.slice(0, PAGE);
  return { ...summaryOf(row), lines: yield* countLines(id), problems: page, next: problems.length > PAGE ? page.at(-1)!.line : null };
}

const summaryOf = ({ id, connection, state, failed, startedBy, receivedAt, doneAt, columns }: ImportRow) => ({
  id, connection, state, failed, startedBy, receivedAt: new Date(receivedAt).toISOString(), doneAt: doneAt === null ? null : new Date(doneAt).toISOString(),
  columns: { ...columns.fields }, unused: [...columns.unused],
});
