import { Controller, Get, Query } from '@nestjs/common';
import { ProblemError, type AuditView } from '#contracts';
import { select, UnitOfWork } from '#persistence';
import type { AuditRecord } from './write-audit.js';

const LIMIT = 100;
const MOST = 500;
const FILTERS = [['by', 'user_id = ?'], ['action', 'action = ?'], ['subject', 'subject = ?'], ['before', 'id < ?']] as const;

/** The record of what people did, for people who ask. */
@Controller()
export class AuditController {
  constructor(private readonly work: UnitOfWork) {}

  /** `?by=`, `?action=`, `?subject=`, `?limit=` (100, at most 500), `?before=` the `next` of the page before. Errors: 400 bad_query. */
  @Get('/api/audit')
  async list(@Query() query: Record<string, string | undefined>): Promise<AuditView> {
    const limit = Number(query['limit'] ?? LIMIT);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new ProblemError(400, 'bad_query', 'Cannot be looked up so', `limit is ${JSON.stringify(query['limit'])}; it is a number from 1 to ${MOST}.`);
    const given = FILTERS.flatMap(([name, sql]) => (query[name] ? [[sql, query[name]] as const] : []));
    const where = given.length > 0 ? ` WHERE ${given.map(([sql]) => sql).join(' AND ')}` : '';
    const rows = await this.work.read(() => select<AuditRecord>(`SELECT id, at, user_id, action, subject, detail FROM console_audit${where} ORDER BY id DESC LIMIT ?`, [...given.map(([, value]) => value), limit + 1]));
    const records = rows.slice(0, limit).map(({ id, at, user_id, action, subject, detail }) => ({ id, at: new Date(at).toISOString(), by: user_id, action, subject, detail }));
    return { records, next: rows.length > limit ? records.at(-1)!.id : null };
  }
}
