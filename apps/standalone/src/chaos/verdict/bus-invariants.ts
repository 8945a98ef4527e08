import { realEvents } from './intake-invariants.js';
import { each, together, twice, type Invariant, type World } from './world.js';

/** Who listens to what: written down again on purpose, so that a subscription that got lost is found. */
const HEARD_BY: Readonly<Record<string, readonly string[]>> = {
  'lead.captured.v1': ['enrichment', 'console'], 'lead.merged.v1': ['delivery', 'console'], 'lead.changed.v1': ['enrichment', 'console'], 'submission.ignored.v1': ['console'],
  'lead.enriched.v1': ['assignment', 'console'], 'research.requested.v1': ['research', 'console'], 'lead.researched.v1': ['enrichment', 'assignment', 'delivery', 'console'],
  'outreach.drafted.v1': ['console'], 'outreach.approved.v1': ['delivery'], 'outreach.rejected.v1': ['research'], 'lead.assigned.v1': ['research', 'delivery', 'console'],
  'lead.escalated.v1': ['delivery', 'console'], 'effect.settled.v1': ['console'], 'message.dead-lettered.v1': ['console'],
};

const distinct = (records: World['records']): World['records'] => [...new Map(realEvents(records).map((record) => [record.event.id as string, record])).values()];

export const busInvariants: readonly Invariant[] = [
  {
    id: '11.outbox', says: 'Nothing that was committed waits to be published',
    find: ({ outbox }) => each(outbox, ([app, amount]) => amount > 0 && `${amount} events of ${app} were not published`),
  },
  {
    id: '12.heard-once', says: 'Every event was handled by every app that listens, once',
    find({ records, inbox, inboxRows }) {
      const pairs = distinct(records).flatMap(({ topic, event }) => (HEARD_BY[topic] ?? []).map((app) => ({ app, topic, id: event.id as string })));
      return together(
        each(pairs, ({ app, topic, id }) => !inbox.get(app)?.has(id) && `${app} never handled ${topic} ${id}`),
        each(inbox, ([app, ids]) => ids.size !== inboxRows.get(app) && `the inbox of ${app} has an event twice`),
      );
    },
  },
  {
    id: '14.sequence', says: 'No two events of one producer and lead have the same sequence, and one id is always the same event',
    find({ records }) {
      const events = distinct(records);
      return together(
        { checked: events.length, violated: [] },
        each(twice(events, ({ event }) => `${event.producer} ${event.leadId} ${event.sequence}`), ([key]) => `${key} is the sequence of two events`),
        each(twice(realEvents(records), ({ event }) => event.id as string), ([id, list]) => new Set(list.map(({ event }) => JSON.stringify(event.data))).size > 1 && `event ${id} was published with two contents`),
      );
    },
  },
  {
    id: '15.fencing', says: 'No run has two authors: every line of its journal is numbered and follows from the line before it',
    find: ({ runLines }) => each(Map.groupBy(runLines, ({ run_id }) => run_id), ([run, lines]) => {
      const broken = lines.findIndex(({ seq, prev_hash }, index) => index > 0 && (seq !== lines[index - 1]!.seq + 1 || prev_hash !== lines[index - 1]!.hash));
      return broken >= 0 && `run ${run}: line ${lines[broken]!.seq} does not follow`;
    }),
  },
  {
    id: '19.rest', says: 'Everything comes to rest: no lag, no task due, no lease, nothing on its way',
    find: ({ open }) => ({ checked: 1, violated: open.map((what) => `${what} at the end`) }),
  },
  {
    id: 'dead-letters.visible', says: 'Whatever needs a person was announced and stands in console as it is',
    find({ deadLetters, records, attention }) {
      const told = new Set(realEvents(records).filter(({ topic }) => topic === 'message.dead-lettered.v1').map(({ event }) => event.data.deadLetterId as string));
      return each(deadLetters, ({ app, id, state }) => (!told.has(id) ? `dead letter ${id} of ${app} was not announced` : attention.get(id) !== state && `dead letter ${id} of ${app} is ${state}, console shows ${attention.get(id) ?? 'nothing'}`));
    },
  },
  {
    id: 'dead-letters.poison', says: 'Every record of poison is a dead letter with its cause in every app that listens, and there once',
    find({ poison, deadLetters }) {
      const found = Map.groupBy(deadLetters.filter(({ lead_id }) => lead_id.startsWith('poison-')), ({ app, lead_id }) => `${app} ${lead_id}`);
      return each(poison.flatMap(({ key, heardBy }) => heardBy.map((app) => `${app} ${key}`)), (pair) => {
        const letters = found.get(pair) ?? [];
        return letters.length !== 1 ? `${pair} is ${letters.length} dead letters` : !letters[0]!.failure?.code && `${pair} has no cause`;
      });
    },
  },
  {
    id: 'dead-letters.only-planned', says: 'Nothing became a dead letter but what had to: a submission nobody can map, a refusal by a CRM, poison',
    find: ({ deadLetters }) => each(deadLetters, ({ app, id, kind, lead_id, failure }) => !lead_id.startsWith('poison-') && (kind === 'message' || kind === 'task') && `${app} gave up on ${kind} ${id} of ${lead_id}: ${failure?.code} ${failure?.message}`),
  },
];
