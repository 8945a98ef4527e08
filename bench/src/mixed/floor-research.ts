import type { EventMessage, ResearchRequested } from '#contracts';
import { chainEvents, Journal, type JournalEntry, type JournalEvent } from '#journal';
import { concludeRun } from '../../../apps/research/src/conclude-run.js';
import { unknownLead, withResult } from '../../../apps/research/src/draft/draft-due.js';
import type { NewSnapshot } from '../../../apps/research/src/new-snapshot.js';
import type { FloorLoop, Read } from '../embedded/floor-loop.js';
import type { StageParts } from '../stages/stage-parts.js';
import { RESEARCH_LEADS, RUN_TASK, type ResearchLeadRow } from '../stages/research.stage.js';
import { causeOf, endTasks, type Edge, type Outcome, type Rows } from '../stages/stage.js';
import type { BareHttp } from './bare-http.js';
import { runResearch } from './run-research.js';

const JOURNAL = { table: 'research_journal', columns: ['run_id', 'seq', 'type', 'v', 'at', 'data', 'prev_hash', 'hash'] };
const SNAPSHOTS = { table: 'research_snapshots', columns: ['snapshot_id', 'run_id', 'lead_id', 'url', 'status', 'sha256', 'flags', 'content', 'saved_at'] };

/**
 * Runs of the agent by hand. The loop itself (`runAgent`) is the product's, as the decisions are; what stands around it is not:
 * HTTP without checks, pages from memory, lines and pages of a look in one commit, all runs that wait sharing it.
 */
export class FloorResearch {
  constructor(private readonly parts: StageParts, private readonly http: BareHttp, private readonly edge: Edge) {}

  async run(request: EventMessage<ResearchRequested>, loop: FloorLoop): Promise<void> {
    const pages: NewSnapshot[] = [];
    const journal = new FloorJournal(loop, () => ({ into: SNAPSHOTS, values: pages.splice(0).map((page) => snapshotRow(request.leadId, page)) }));
    const state = await runResearch(request.data, this.parts, { http: this.http, journal, keep: (page) => { pages.push(page); } });
    await loop.commit('research', (read) => this.conclude(request, concludeRun(state, 0), read));
  }

  private conclude(request: EventMessage<ResearchRequested>, researched: ReturnType<typeof concludeRun>, read: Read): Outcome {
    const { leadId, sequence, data: { runId } } = request;
    const at = this.edge.now();
    const known = read<ResearchLeadRow>({ sql: 'SELECT lead_id FROM research_leads WHERE lead_id = ?', params: [leadId] });
    if (known.length > 0) throw new Error(`Lead ${leadId} has an owner before research ended: in the mix it waits.`);
    const { result } = withResult(unknownLead(leadId), researched, sequence);
    return {
      rows: [{ into: RESEARCH_LEADS, values: [[leadId, null, JSON.stringify(result), 0, at]] }],
      changes: [{ sql: 'UPDATE research_runs SET ended = 1, ended_at = ? WHERE run_id = ? AND ended = 0', params: [at, runId], rows: 1 }, ...endTasks('research', RUN_TASK, [runId])],
      events: [{ topic: 'lead.researched.v1', leadId, data: researched, cause: causeOf(request) }],
    };
  }
}

/** Lines of one run, which is new and has no other writer; `pages` are what was seen since the last lines. */
class FloorJournal extends Journal {
  constructor(private readonly loop: FloorLoop, private readonly pages: () => Rows) {
    super();
  }

  override async read(): Promise<JournalEvent[]> {
    return [];
  }

  override async append(runId: string, last: JournalEvent | null, entries: readonly JournalEntry[]): Promise<JournalEvent[]> {
    const events = chainEvents(runId, last, entries);
    const lines: Rows = { into: JOURNAL, values: events.map(({ seq, type, v, at, data, prevHash, hash }) => [runId, seq, type, v, Date.parse(at), JSON.stringify(data ?? null), prevHash, hash]) };
    await this.loop.commit('research', () => ({ rows: [this.pages(), lines], events: [] }));
    return events;
  }
}

const snapshotRow = (leadId: string, { id, runId, url, status, sha256, flags, text, savedAt }: NewSnapshot) =>
  [id, runId, leadId, url, status, sha256, JSON.stringify(flags), JSON.stringify({ keyId: `lead:${leadId}`, sealed: false, data: { text } }), Date.parse(savedAt)] as const;
