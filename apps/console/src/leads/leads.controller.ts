import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Identity, LeadList, LeadPage, TimelineEntry } from '#contracts';
import { select, selectOne, UnitOfWork } from '#persistence';
import { Caller, Clock } from '#platform';
import { ConsoleSettings } from '../configs/console-settings.js';
import { findLeads } from './find-leads.js';
import { leadUnknown, readLeadPage } from './lead-page.js';
import { readLeadQuery } from './lead-query.js';

interface TimelineRow { id: string; at: number; kind: TimelineEntry['kind']; title: string; detail: string | null; link: string | null }

@Controller('/api/leads')
export class LeadsController {
  constructor(private readonly work: UnitOfWork, private readonly clock: Clock, private readonly settings: ConsoleSettings) {}

  @Get()
  find(@Query() query: Record<string, string | undefined>, @Caller() caller: Identity): Promise<LeadList> {
    const wanted = readLeadQuery(query, caller, this.settings.queuesOf);
    return this.work.read(() => findLeads(wanted));
  }

  @Get(':id')
  page(@Param('id') id: string): Promise<LeadPage> {
    const settings = { ...this.settings.forViews(), now: this.clock.now() };
    return this.work.read(() => readLeadPage(id, settings));
  }

  @Get(':id/timeline')
  timeline(@Param('id') id: string): Promise<TimelineEntry[]> {
    return this.work.read(function* () {
      const lead = yield* selectOne('SELECT id FROM console_leads WHERE id = ? AND known = 1', [id]);
      if (!lead) throw leadUnknown(id);
      const rows = yield* select<TimelineRow>('SELECT id, at, kind, title, detail, link FROM console_timeline WHERE lead_id = ? ORDER BY at, id', [id]);
      return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
    });
  }
}
