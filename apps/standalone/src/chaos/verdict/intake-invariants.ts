import { countSubmissions } from './count-submissions.js';
import { each, together, twice, type Invariant, type World } from './world.js';

const ENDS: Readonly<Record<string, string>> = { lead: 'lead.captured.v1', merged: 'lead.merged.v1', ignored: 'submission.ignored.v1' };

export const intakeInvariants: readonly Invariant[] = [
  {
    id: '1.accepted-stored', says: 'Whoever was accepted as a lead is one lead, under their own address; whoever was refused is none',
    find({ journal, leads }) {
      const byEmail = Map.groupBy(leads.filter(({ email }) => email !== null), ({ email }) => email!.toLowerCase());
      const { accepted, refused } = countSubmissions(journal);
      const people = new Set(accepted.flatMap(({ email, end }) => (email !== null && (end === 'lead' || end === 'merged') ? [email.toLowerCase()] : [])));
      return together(
        each(people, (email) => {
          const found = byEmail.get(email)?.length ?? 0;
          return found !== 1 && `${email} was accepted and is ${found} leads`;
        }),
        each(refused.filter(({ email }) => email !== null && !people.has(email.toLowerCase())), ({ id, email }) => byEmail.has(email!.toLowerCase()) && `${id} (${email}) was refused and is a lead`),
      );
    },
  },
  {
    id: '2.one-end', says: 'Every stored submission has exactly one end, told exactly once: a lead, merged, ignored by a named rule, or in front of a person',
    find({ submissions, records, deadLetters }) {
      const told = new Map([...Map.groupBy(realEvents(records).filter(({ topic }) => Object.values(ENDS).includes(topic)), ({ event }) => event.data.submissionId as string)]
        .map(([id, list]) => [id, [...new Map(list.map((record) => [record.event.id, record])).values()]]));
      const asked = new Set(deadLetters.filter(({ app, kind }) => app === 'intake' && kind === 'submission').map(({ body }) => body?.submissionId));
      const known = new Set(submissions.map(({ id }) => id));
      return together(
        each(submissions, ({ id, outcome, lead_id, rule }) => {
          const events = told.get(id) ?? [];
          if (outcome === 'needs_attention') return events.length > 0 ? `${id} needs attention and was told as ${events[0]!.topic}` : !asked.has(id) && `${id} needs attention, and nobody was asked`;
          const topic = ENDS[outcome];
          if (!topic) return `${id} ended as ${outcome}, which is no end`;
          if (outcome === 'ignored' && !rule) return `${id} was ignored by no rule`;
          if (events.length !== 1) return `${id} ended as ${outcome} and was told ${events.length} times`;
          return (events[0]!.topic !== topic || events[0]!.event.leadId !== lead_id) && `${id} is ${outcome} of ${lead_id}, but was told as ${events[0]!.topic} of ${events[0]!.event.leadId}`;
        }),
        each(told.keys(), (id) => !known.has(id) && `${id} was told and is not stored`),
      );
    },
  },
  {
    id: '18.conservation', says: 'What was accepted adds up: submissions = leads + merged + ignored + attention, and nobody is missing',
    find({ submissions, leads, journal }) {
      const count = (outcome: string): number => submissions.filter((one) => one.outcome === outcome).length;
      const { accepted } = countSubmissions(journal);
      const [firsts, merged, ignored, attention] = [count('lead'), count('merged'), count('ignored'), count('needs_attention')];
      const ignoredSent = accepted.filter(({ end }) => end === 'ignored').length;
      const attentionSent = accepted.filter(({ end }) => end === 'attention').length;
      return {
        checked: submissions.length,
        violated: [
          ...(firsts + merged + ignored + attention === submissions.length ? [] : [`${submissions.length} submissions are ${firsts} leads + ${merged} merged + ${ignored} ignored + ${attention} for people`]),
          ...(firsts === leads.length ? [] : [`${firsts} submissions became a lead, and there are ${leads.length} leads`]),
          ...(ignored >= ignoredSent ? [] : [`${ignoredSent} were accepted that a rule ignores, ${ignored} were ignored`]),
          ...(attention >= attentionSent ? [] : [`${attentionSent} were accepted that need a person, ${attention} came before one`]),
          ...twice(submissions, ({ id }) => id).map(([id]) => `submission ${id} is stored twice`),
        ],
      };
    },
  },
];

/** Events that an app wrote. */
export const realEvents = (records: World['records']): World['records'] => records.filter(({ poison, event }) => poison === null && event !== null);
