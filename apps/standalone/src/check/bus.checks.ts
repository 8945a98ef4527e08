import { APPS, topics } from '#contracts';
import type { CheckedStore, LoggedEvent } from './checked-store.js';
import { both, countBy, look, type Invariant } from './invariant.js';

/** Longer than any retry or lease: what waits longer than this, by the store's own time, was forgotten. */
const FORGOTTEN_MS = 20 * 60_000;
/** Claims are renewed every 15 s as long as anybody tries. */
const PUBLISHED_WITHIN_MS = 60_000;

const distributed: Invariant['only'] = { kind: 'distributed', because: 'events and effects are in one file, so nothing is on its way between them' };
const sequenceOf = ({ producer, leadId, sequence }: LoggedEvent): string => `${producer} ${leadId} ${sequence}`;

const apps = (store: CheckedStore): string[] => APPS.filter((app) => store.has(`${app}_tasks`));

export const busChecks: readonly Invariant[] = [
  {
    name: 'bus.whole', says: 'The log of events has no gap, and nobody has read further than it goes', tables: ['bus_messages', 'bus_positions', 'bus_head'],
    only: { kind: 'embedded', because: 'Kafka keeps the events, and how far each app has read' },
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
    only: { kind: 'embedded', because: 'Kafka promises no order across topics' },
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
    name: 'bus.events', says: 'Every event has an id and, for its producer and lead, a sequence of its own, and names a cause that exists', tables: ['bus_messages'], only: distributed,
    find(store) {
      const events = store.events();
      const known = countBy(events, ({ id }) => id);
      const sequences = countBy(events, sequenceOf);
      return look(events, ({ id }) => id, (event) => (known.get(event.id)! > 1 ? `another ${event.type} has this id`
        : sequences.get(sequenceOf(event))! > 1 ? `${event.producer} gave sequence ${event.sequence} twice for lead ${event.leadId}`
        : event.causationId !== null && !known.has(event.causationId) && `its cause ${event.causationId} is nowhere`));
    },
  },
  {
    name: 'bus.published', says: 'Every event that was committed is published, or is in the hands of somebody who will', tables: APPS.map((app) => `${app}_outbox`), only: distributed,
    find(store) {
      const before = store.atRest ? Infinity : store.lastMoment - PUBLISHED_WITHIN_MS;
      return both(...APPS.map((app) => look(
        store.all<{ number: number; topic: string; claim_until: number }>(`SELECT number, topic, claim_until FROM ${app}_outbox`), ({ number }) => `${app}/${number}`,
        ({ topic, claim_until }) => claim_until < before && `waits for ${topic}, and nobody has been at it since ${new Date(claim_until).toISOString()}`,
      )));
    },
  },
  {
    name: 'bus.taken', says: 'Every event was taken in, once, by every app that listens to it', tables: ['bus_messages', ...APPS.map((app) => `${app}_inbox`)], only: distributed,
    find(store) {
      const before = store.atRest ? Infinity : store.lastMoment - FORGOTTEN_MS;
      return both(...topics.flatMap(({ contract, to }) => to.map((app) => {
        const taken = new Set(store.takenBy(app, contract.type).map(({ id }) => id));
        return look(store.events(contract.type), ({ id }) => `${app}/${id}`, ({ id, publishedAt }) => publishedAt < before && !taken.has(id) && `${app} has not taken in this ${contract.type}`);
      })), ...APPS.map((app) => look(countBy(store.all<{ message_id: string }>(`SELECT message_id FROM ${app}_inbox`), ({ message_id }) => message_id), ([id]) => `${app}/${id}`, ([, times]) => times > 1 && `${app} took it in ${times} times`)));
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
