import type { CheckedStore } from './checked-store.js';
import { both, look, type Invariant } from './invariant.js';

interface DecisionRow { lead_id: string; epoch: number; decision_id: string; pool: string | null; because: string; record: string }
interface LeadRow { lead_id: string; status: string; epoch: number; owner: string | null }
const decisions = (store: CheckedStore) => store.all<DecisionRow>('SELECT * FROM assignment_decisions ORDER BY rowid').map((row) => ({ ...row, record: JSON.parse(row.record) }));
/** In the order they were committed, which is that of the events that told them. */
function inOrder(store: CheckedStore): ReturnType<typeof decisions> {
  const order = new Map(store.events('lead.assigned').map(({ data, position }) => [data.decisionId as string, position]));
  const of = ({ decision_id }: DecisionRow): number => order.get(decision_id) ?? Number.MAX_SAFE_INTEGER;
  return decisions(store).sort((a, b) => of(a) - of(b));
}
const idOf = ({ lead_id, epoch }: { lead_id: string; epoch: number }): string => `${lead_id} epoch ${epoch}`;

/** Measured: how far somebody may be from the fair share over all turns, where who could take leads changed. */
const LIFETIME_BOUND = 2;

export const assignmentChecks: readonly Invariant[] = [
  {
    name: 'assignment.one-owner', says: 'Every lead has one decision per epoch, without a gap, and the owner that the last one gave it', tables: ['assignment_leads', 'assignment_decisions'],
    find(store) {
      const made = Map.groupBy(decisions(store), ({ lead_id }) => lead_id);
      const leads = store.all<LeadRow>('SELECT * FROM assignment_leads');
      const known = new Set(leads.map(({ lead_id }) => lead_id));
      return both(
        look(leads, ({ lead_id }) => lead_id, ({ lead_id, status, epoch, owner }) => {
          const own = (made.get(lead_id) ?? []).toSorted((a, b) => a.epoch - b.epoch);
          const epochs = own.map((decision) => decision.epoch);
          if (epochs.some((one, index) => one !== index + 1) || epochs.length !== epoch) return `is at epoch ${epoch}, its decisions are ${epochs.join(', ') || 'none'}`;
          if (status === 'waiting') return epoch !== 0 && `waits at epoch ${epoch}`;
          return JSON.stringify(own.at(-1)?.record.owner) !== JSON.stringify(JSON.parse(owner ?? 'null')) && `belongs to ${owner}, the last decision says ${JSON.stringify(own.at(-1)?.record.owner)}`;
        }),
        look(made.keys(), (lead) => lead, (lead) => !known.has(lead) && 'was decided, but is not known'),
      );
    },
  },
  {
    name: 'assignment.told-once', says: 'Every decision was told exactly once, as it was made', tables: ['assignment_decisions', 'bus_messages'],
    find(store) {
      const told = Map.groupBy(store.events('lead.assigned'), ({ data }) => data.decisionId as string);
      const made = decisions(store);
      const known = new Set(made.map(({ decision_id }) => decision_id));
      return both(
        look(made, idOf, ({ decision_id, epoch, lead_id, record }) => {
          const events = told.get(decision_id) ?? [];
          const [event] = events;
          return events.length !== 1 ? `was told ${events.length} times` : (event!.leadId !== lead_id || event!.data.epoch !== epoch || JSON.stringify(event!.data.owner) !== JSON.stringify(record.owner)) && 'was told otherwise than it was made';
        }),
        look(told.keys(), (id) => id, (id) => !known.has(id) && 'was told, but is not stored'),
      );
    },
  },
  {
    name: 'assignment.eligible', says: 'Whoever got a lead could take it when it was given', tables: ['assignment_decisions'],
    find: (store) => look(decisions(store), idOf, ({ record: { owner, pool, exclude } }) => {
      if (owner.kind !== 'rep') return null;
      if (exclude.includes(owner.rep)) return `${owner.rep} had given it back`;
      if (!pool) return null;
      const candidate = pool.candidates.find(({ rep }: { rep: string }) => rep === owner.rep);
      return !candidate ? `${owner.rep} is not in the pool ${pool.id}` : candidate.out !== null ? `${owner.rep} could not: ${candidate.out.code}` : !(candidate.weight > 0) && `${owner.rep} has no weight in the pool`;
    }),
  },
  {
    name: 'assignment.fair', says: 'Every pool gave turns by their weights: nobody a full lead ahead or behind while the same people could take leads', tables: ['assignment_decisions', 'bus_messages'],
    find(store) {
      const pools = Map.groupBy(inOrder(store).filter(({ pool, record }) => pool !== null && record.owner.kind === 'rep'), ({ pool }) => pool!);
      return look(pools, ([pool]) => pool, ([, turns]) => unfair(turns.map(({ record }) => record)));
    },
  },
  {
    name: 'assignment.rotation', says: 'Every turn goes on from where the one before it left the pool, and the desk stands where the last one left it', tables: ['assignment_decisions', 'assignment_desk', 'bus_messages'],
    find(store) {
      const desk = JSON.parse(store.all<{ state: string }>('SELECT state FROM assignment_desk')[0]?.state ?? '{"pools":{}}');
      const pools = Map.groupBy(inOrder(store).filter(({ pool }) => pool !== null), ({ pool }) => pool!);
      return look(pools, ([pool]) => pool, ([pool, turns]) => {
        let state: any = { turns: 0, members: {} };
        for (const { decision_id, record } of turns) {
          if (JSON.stringify(record.pool.before) !== JSON.stringify(state)) return `decision ${decision_id} does not go on from the one before it`;
          state = record.pool.after;
          const counted = Object.values<any>(state.members).reduce((sum, { count }) => sum + count, 0);
          if (state.turns !== counted) return `after decision ${decision_id} there were ${state.turns} turns for ${counted} leads`;
        }
        return JSON.stringify(desk.pools[pool]) !== JSON.stringify(state) && 'the desk stands elsewhere than the last decision left it';
      });
    },
  },
  {
    name: 'assignment.waiting', says: 'Every lead that waits for research has a timer that ends its waiting', tables: ['assignment_leads', 'assignment_tasks'],
    find(store) {
      const timers = new Set(store.all<{ task_key: string }>("SELECT task_key FROM assignment_tasks WHERE kind = 'assignment.stop-waiting'").map(({ task_key }) => task_key));
      const waiting = store.all<LeadRow>("SELECT * FROM assignment_leads WHERE status = 'waiting'").map(({ lead_id }) => lead_id);
      return both(look(waiting, (lead) => lead, (lead) => !timers.has(lead) && 'waits, and nothing ends it'), look(timers, (lead) => lead, (lead) => !waiting.includes(lead) && 'has a timer, but does not wait'));
    },
  },
  {
    name: 'assignment.every-lead', says: 'Every lead that was enriched has an owner, a queue or a timer, or is in hand', tables: ['assignment_leads', 'assignment_tasks', 'assignment_dead_letters', 'bus_messages'],
    find(store) {
      const known = new Set(store.all<{ lead_id: string }>('SELECT lead_id FROM assignment_leads UNION SELECT lead_id FROM assignment_tasks WHERE lead_id IS NOT NULL UNION SELECT lead_id FROM assignment_dead_letters').map(({ lead_id }) => lead_id));
      return look(new Set(store.takenBy('assignment', 'lead.enriched').map(({ leadId }) => leadId)), (lead) => lead, (lead) => !known.has(lead) && 'was enriched and is nowhere');
    },
  },
];

/** Counts and shares are computed here from who got the lead and who could have: the stored rotation is not believed. */
function unfair(records: readonly any[]): string | null {
  const periods = new Set<string>();
  const owed = new Map<string, number>();
  let furthest = 0;
  for (const { pool, owner } of records) {
    const able = pool.candidates.filter(({ out, weight }: any) => out === null && weight > 0) as { rep: string; weight: number }[];
    periods.add(able.map(({ rep, weight }) => `${rep}:${weight}`).sort().join());
    const total = able.reduce((sum, { weight }) => sum + weight, 0);
    for (const { rep, weight } of able) {
      owed.set(rep, (owed.get(rep) ?? 0) + weight / total - (owner.rep === rep ? 1 : 0));
      furthest = Math.max(furthest, Math.abs(owed.get(rep)!));
    }
  }
  const bound = periods.size > 1 ? LIFETIME_BOUND : 1;
  return furthest >= bound ? `somebody was ${furthest.toFixed(2)} leads from the fair share; less than ${bound} is promised` : null;
}
