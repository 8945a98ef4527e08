import { APPS } from '#contracts';
import type { CheckedStore } from './checked-store.js';
import { both, look, type Invariant } from './invariant.js';

/** Longer than any retry or lease: what waits longer than this, by the store's own time, was forgotten. */
const FORGOTTEN_MS = 20 * 60_000;

const apps = (store: CheckedStore): string[] => APPS.filter((app) => store.has(`${app}_tasks`));

export const busChecks: readonly Invariant[] = [
  {
    name: 'bus.whole', says: 'The log of events has no gap, and nobody has read further than it goes', tables: ['bus_messages', 'bus_positions', 'bus_head'],
    find(store) {
      const head = store.all<{ position: number }>('SELECT position FROM bus_head')[0]?.position ?? 0;
      const [log] = store.all<{ amount: number; last: number | null }>('SELECT COUNT(*) AS amount, MAX(position) AS last FROM bus_messages');
      return both(
        look([log!], () => 'bus_messages', ({ amount, last }) => ((last ?? 0) !== head || amount !== head) && `${amount} events up to ${last ?? 0}, but the head is ${head}`),
        look(store.all<{ app: string; topic: string; position: number }>('SELECT * FROM bus_positions'), ({ app, topic }) => `${app}/${topic}`, ({ position }) => position > head && `position ${position} is past the head ${head}`),
      );
    },
  },
  {
    name: 'bus.order', says: 'Every event has an id of its own, grows in sequence for its producer and lead, and names a cause that exists', tables: ['bus_messages'],
    find(store) {
      const seen = new Set<string>();
      const last = new Map<string, number>();
      return look(store.events(), ({ id }) => id, ({ id, producer, leadId, sequence, causationId, type }) => {
        const before = last.get(`${producer}|${leadId}`) ?? -1;
        last.set(`${producer}|${leadId}`, sequence);
        const reason = seen.has(id) ? `a second ${type} has this id`
          : sequence <= before ? `sequence ${sequence} of ${producer} for lead ${leadId} comes after ${before}`
          : causationId !== null && !seen.has(causationId) ? `its cause ${causationId} is in no earlier event` : null;
        seen.add(id);
        return reason;
      });
    },
  },
  {
    name: 'tasks.moving', says: 'No task was forgotten: each runs, waits for its time, or waits behind another of its lane', tables: ['bus_messages'],
    find(store) {
      const before = store.lastMoment - FORGOTTEN_MS;
      return both(...apps(store).map((app) => look(
        store.all<{ id: string; kind: string; due_at: number; first: number }>(`SELECT id, kind, due_at, NOT EXISTS (SELECT 1 FROM ${app}_tasks o WHERE o.lane = t.lane AND o.id < t.id) AS first FROM ${app}_tasks t`),
        ({ id }) => `${app}/${id}`, ({ kind, due_at, first }) => first === 1 && due_at < before && `${kind} has been due since ${new Date(due_at).toISOString()}`,
      )));
    },
  },
  {
    name: 'dead-letters.shown', says: 'Everything that needs a person was announced, as it stands now', tables: ['bus_messages'],
    find(store) {
      const told = new Map(store.events('message.dead-lettered').map(({ data }) => [`${data.app}/${data.deadLetterId}`, data.state as string]));
      return both(...apps(store).map((app) => look(
        store.all<{ id: string; state: string }>(`SELECT id, state FROM ${app}_dead_letters`), ({ id }) => `${app}/${id}`,
        ({ id, state }) => told.get(`${app}/${id}`) !== state && `it is ${state}, but was announced as ${told.get(`${app}/${id}`) ?? 'nothing'}`,
      )));
    },
  },
  {
    name: 'money.held', says: 'The money that is held is the sum of the calls it is held for', tables: ['outside_calls', 'outside_spend'],
    find(store) {
      const sums = new Map<string, number>();
      for (const call of store.all<{ lead_id: string; provider: string; day: string; state: string; reserved_micro: number; charged_micro: number | null }>('SELECT * FROM outside_calls')) {
        const micro = call.state === 'reserved' || call.state === 'unknown' ? call.reserved_micro : call.charged_micro ?? 0;
        for (const scope of [`lead|${call.lead_id}`, `provider-day|${call.provider}|${call.day}`, `day|${call.day}`]) sums.set(scope, (sums.get(scope) ?? 0) + micro);
      }
      const held = new Map(store.all<{ scope: string; held_micro: number }>('SELECT * FROM outside_spend').map(({ scope, held_micro }) => [scope, held_micro]));
      return look(new Set([...sums.keys(), ...held.keys()]), (scope) => scope, (scope) => (sums.get(scope) ?? 0) !== (held.get(scope) ?? 0) && `${held.get(scope) ?? 0} millionths are held, the calls say ${sums.get(scope) ?? 0}`);
    },
  },
];
