import { createHash } from 'node:crypto';
import { canonicalDraft } from '#contracts';
import { firstBrokenLink, type JournalEvent } from '#journal';
import { both, look, type Invariant } from './invariant.js';

interface JournalRow { run_id: string; seq: number; type: string; v: number; at: number; data: string; prev_hash: string; hash: string }
interface RunRow { run_id: string; lead_id: string; ended: number }

const fromRow = (row: JournalRow): JournalEvent => ({ runId: row.run_id, seq: row.seq, type: row.type, v: row.v, at: new Date(row.at).toISOString(), data: JSON.parse(row.data), prevHash: row.prev_hash, hash: row.hash });

export const researchChecks: readonly Invariant[] = [
  {
    name: 'research.journal', says: 'Every line of every journal follows from the ones before it', tables: ['research_journal'],
    find(store) {
      const runs = Map.groupBy(store.all<JournalRow>('SELECT * FROM research_journal ORDER BY run_id, seq'), ({ run_id }) => run_id);
      return look(runs, ([run]) => run, ([, rows]) => { const broken = firstBrokenLink(rows.map(fromRow)); return broken !== null && `line ${broken} does not follow`; });
    },
  },
  {
    name: 'research.every-run', says: 'Every research run that was asked for has ended and told its result once, or is in hand', tables: ['research_runs', 'research_tasks', 'research_dead_letters', 'bus_messages'],
    find(store) {
      const told = Map.groupBy(store.events('lead.researched'), ({ data }) => data.runId as string);
      const tasks = new Set(store.all<{ task_key: string }>("SELECT task_key FROM research_tasks WHERE kind = 'research.run'").map(({ task_key }) => task_key));
      const asked = new Set(store.all<{ lead_id: string }>('SELECT lead_id FROM research_dead_letters').map(({ lead_id }) => lead_id));
      const runs = store.all<RunRow>('SELECT run_id, lead_id, ended FROM research_runs');
      const open = new Set(runs.filter(({ ended }) => ended === 0).map(({ run_id }) => run_id));
      return both(
        look(runs, ({ run_id }) => run_id, ({ run_id, lead_id, ended }) => {
          const times = told.get(run_id)?.length ?? 0;
          return ended === 1 ? times !== 1 && `ended and was told ${times} times` : times > 0 ? 'was told, but has not ended' : !tasks.has(run_id) && !asked.has(lead_id) && 'has not ended, and no task goes on with it';
        }),
        look(tasks, (run) => run, (run) => !open.has(run) && 'has a task, but is over or unknown'),
      );
    },
  },
  {
    name: 'research.quotes', says: 'Every quote stands in its saved page, word for word', tables: ['research_snapshots', 'bus_messages'],
    find(store) {
      const pages = new Map(store.all<{ snapshot_id: string; content: string }>('SELECT snapshot_id, content FROM research_snapshots').map(({ snapshot_id, content }) => [snapshot_id, JSON.parse(content)]));
      const evidence = store.events('lead.researched').flatMap(({ data }) => data.evidence as { id: string; snapshotId: string; quote: string; start: number; end: number }[]);
      return look(evidence, ({ id }) => id, ({ snapshotId, quote, start, end }) => {
        const page = pages.get(snapshotId);
        return !page ? `its page ${snapshotId} was not saved` : !page.sealed && page.data.text.slice(start, end) !== quote && 'the page says something else there';
      });
    },
  },
  {
    name: 'research.drafts', says: 'Every draft carries the fingerprint of its own text', tables: ['bus_messages'],
    find: (store) => look(store.events('outreach.drafted'), ({ data }) => data.draftId, ({ data: { state, content, contentHash } }) => {
      if (state === 'blocked') return content !== null && 'is blocked, but has a text';
      return content === null ? 'is ready, but has no text' : !content.sealed && createHash('sha256').update(canonicalDraft(content.data)).digest('hex') !== contentHash && 'its fingerprint is not that of its text';
    }),
  },
];
