import { realEvents } from './intake-invariants.js';
import { each, together, twice, type Invariant } from './world.js';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const assignmentInvariants: readonly Invariant[] = [
  {
    id: '4.one-owner', says: 'Every lead has one owner: one decision per epoch without a gap, the last one stands, and console shows the same',
    find({ assigned, decisions, shown }) {
      const made = Map.groupBy(decisions, ({ lead_id }) => lead_id);
      return together(
        each(twice(decisions, ({ lead_id, epoch }) => `${lead_id} epoch ${epoch}`), ([key, list]) => `${key} was decided ${list.length} times`),
        each(assigned, ({ lead_id, status, epoch, owner }) => {
          const own = (made.get(lead_id) ?? []).toSorted((a, b) => a.epoch - b.epoch);
          if (own.some((decision, index) => decision.epoch !== index + 1) || own.length !== epoch) return `lead ${lead_id} is at epoch ${epoch}, decided: ${own.map((one) => one.epoch).join(', ') || 'never'}`;
          if (status === 'waiting') return false;
          if (!same(own.at(-1)?.record.owner, owner)) return `lead ${lead_id} belongs to ${JSON.stringify(owner)}, its last decision says ${JSON.stringify(own.at(-1)?.record.owner)}`;
          const seen = shown.get(lead_id);
          return seen !== undefined && seen.id !== (owner.rep ?? owner.queue) && `lead ${lead_id} belongs to ${owner.rep ?? owner.queue}, console shows ${seen.id ?? 'nobody'}`;
        }),
      );
    },
  },
  {
    id: '4.eligible', says: 'Whoever got a lead from a pool could take it when the decision was made',
    find: ({ decisions }) => each(decisions.filter(({ record }) => record.pool && record.owner.kind === 'rep'), ({ lead_id, record }) => {
      const candidate = record.pool.candidates.find(({ rep }: { rep: string }) => rep === record.owner.rep);
      return (!candidate || candidate.out !== null) && `lead ${lead_id} went to ${record.owner.rep}, who could not take it`;
    }),
  },
  {
    id: '5.assigned-or-queued', says: 'Every lead that was captured has a rep or a queue, and console shows it',
    find({ leads, assigned, shown }) {
      const owners = new Map(assigned.map(({ lead_id, status, owner }) => [lead_id, status === 'waiting' ? null : owner]));
      return each(leads, ({ lead_id }) => (!owners.get(lead_id) ? `lead ${lead_id} has no owner` : !shown.has(lead_id) && `lead ${lead_id} is not shown in console`));
    },
  },
  {
    id: '6.rotation', says: 'The turn of every pool moved once for each lead it gave away, from where the one before had left it',
    find: ({ decisions }) => each(Map.groupBy(decisions.filter(({ record }) => record.pool && record.owner.kind === 'rep'), ({ record }) => record.pool.id as string), ([pool, list]) => {
      const turns = list.map(({ record }) => record.pool).sort((a, b) => a.after.turns - b.after.turns);
      const gap = turns.findIndex(({ before, after }, index) => after.turns !== index + 1 || !same(before, index === 0 ? before : turns[index - 1].after));
      return gap >= 0 && `pool ${pool}: turn ${gap + 1} of ${turns.length} does not go on from the one before it`;
    }),
  },
  {
    id: '11.told', says: 'Every decision was told, as it was made, and nothing was told that is not stored',
    find({ decisions, records }) {
      const told = Map.groupBy(realEvents(records).filter(({ topic }) => topic === 'lead.assigned.v1'), ({ event }) => event.data.decisionId as string);
      const made = new Set(decisions.map(({ decision_id }) => decision_id));
      return together(
        each(decisions, ({ decision_id, lead_id, record }) => {
          const events = told.get(decision_id) ?? [];
          if (new Set(events.map(({ event }) => event.id)).size !== 1) return `decision ${decision_id} of lead ${lead_id} was told by ${new Set(events.map(({ event }) => event.id)).size} events`;
          return !same(events[0]!.event.data.owner, record.owner) && `decision ${decision_id} was told otherwise than it was made`;
        }),
        each(told.keys(), (id) => !made.has(id) && `decision ${id} was told and is not stored`),
      );
    },
  },
];
