import type { CrmName, JournalEntry, SentSubmission } from './journal.js';

/** Something that must not have happened, or must have and did not; `about` names the call, object or lead. */
export interface Finding { readonly code: string; readonly about: string; readonly sentence: string }

export interface JournalVerdict {
  /** Accepted and then not brought to its end in the outside world. */
  readonly lost: readonly Finding[];
  /** Done twice, or done for somebody for whom nothing may be done. */
  readonly doubled: readonly Finding[];
}

type Of<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>;
const of = <K extends JournalEntry['kind']>(entries: readonly JournalEntry[], ...kinds: K[]): Of<K>[] =>
  entries.filter((entry): entry is Of<K> => (kinds as readonly string[]).includes(entry.kind));

/**
 * Whether anything was lost or done twice, seen only from outside: what was sent and answered, and what arrived. To be asked
 * when the product has come to rest, and before people reassign leads: one lead then has one notice of each kind.
 */
export function judgeJournal(entries: readonly JournalEntry[]): JournalVerdict {
  const people = peopleSent(entries);
  const objects = objectsByEmail(entries);
  return {
    lost: [...withoutFit(people, objects, entries), ...withoutOwner(entries)],
    doubled: [
      ...doubleContacts(entries), ...leadsOfObjects(entries), ...writesThatChangeNothing(entries), ...doubleTasks(entries), ...doubleNotes(entries), ...doubleNotices(entries),
      ...writtenForNobody(people, objects, entries),
    ],
  };
}

interface PersonSent { readonly email: string; readonly fullName: string | null; readonly submissions: readonly SentSubmission[]; readonly accepted: readonly SentSubmission[] }

/** Who was sent, by address, and which of their submissions were answered with 2xx. */
function peopleSent(entries: readonly JournalEntry[]): PersonSent[] {
  const people = new Map<string, { fullName: string | null; submissions: SentSubmission[]; accepted: SentSubmission[] }>();
  for (const { submissions, status } of of(entries, 'call-sent')) {
    for (const submission of submissions) {
      if (submission.email === null) continue;
      const email = submission.email.toLowerCase();
      const person = people.get(email) ?? { fullName: submission.fullName, submissions: [], accepted: [] };
      person.submissions.push(submission);
      if (status !== null && status >= 200 && status < 300) person.accepted.push(submission);
      people.set(email, person);
    }
  }
  return [...people].map(([email, person]) => ({ email, ...person }));
}

/** `HubSpot 901`: ids are only one CRM's own, and notices name an object so. */
const objectOf = ({ crm, objectId }: { readonly crm: CrmName; readonly objectId: string | null }): string => `${crm} ${objectId}`;
const crmOf = (object: string): string => object.split(' ')[0]!;

function objectsByEmail(entries: readonly JournalEntry[]): Map<string, Set<string>> {
  const objects = new Map<string, Set<string>>();
  for (const entry of of(entries, 'contact-seeded', 'contact-created', 'contact-adopted')) {
    const email = entry.email?.toLowerCase();
    if (email !== undefined) objects.set(email, (objects.get(email) ?? new Set()).add(objectOf(entry)));
  }
  return objects;
}

/** Every live lead gets its fit written, also the ones for a queue. */
function withoutFit(people: readonly PersonSent[], objects: ReadonlyMap<string, ReadonlySet<string>>, entries: readonly JournalEntry[]): Finding[] {
  const judged = new Set(of(entries, 'facts-written').filter(({ values }) => 'leadwright_fit' in values).map(objectOf));
  return people.flatMap(({ email, accepted }): Finding[] => {
    const submission = accepted.find(({ end, mode }) => (end === 'lead' || end === 'merged') && mode === 'live');
    const ids = [...(objects.get(email) ?? [])];
    if (!submission || ids.some((id) => judged.has(id))) return [];
    return [ids.length === 0
      ? { code: 'no-contact', about: submission.id, sentence: `Submission ${submission.id} (${email}) was accepted, but the CRM never got the person.` }
      : { code: 'no-fit', about: submission.id, sentence: `Submission ${submission.id} (${email}) was accepted, but ${ids.join(', ')} never got its fit.` }];
  });
}

/** A rep who was told of a lead must also stand as its owner in the CRM, or the CRM must have refused. */
function withoutOwner(entries: readonly JournalEntry[]): Finding[] {
  const tried = new Set(of(entries, 'owner-set', 'owner-refused').map(objectOf));
  const made = of(entries, 'contact-created', 'contact-adopted');
  return noticesOf(entries).flatMap(({ kind, leadId, object }): Finding[] => {
    const objects = [...(object ? [object] : []), ...made.filter((entry) => entry.leadId === leadId).map(objectOf)];
    if (kind !== 'assigned' || objects.length === 0 || objects.some((one) => tried.has(one))) return [];
    return [{ code: 'no-owner', about: leadId, sentence: `A rep was told of lead ${leadId}, but ${objects[0]} never got an owner.` }];
  });
}

function doubleContacts(entries: readonly JournalEntry[]): Finding[] {
  return [...objectsByEmail(entries)].flatMap(([email, objects]) => repeated([...objects], crmOf)
    .map((ids) => ({ code: 'two-contacts', about: email, sentence: `${email} is in the CRM ${ids.length} times: ${ids.join(', ')}.` })));
}

/** One object is one lead, and one lead is one object of each CRM. */
function leadsOfObjects(entries: readonly JournalEntry[]): Finding[] {
  const pairs = [
    ...of(entries, 'contact-created', 'contact-adopted').map((entry) => ({ leadId: entry.leadId, object: objectOf(entry) })),
    ...noticesOf(entries).map(({ leadId, object }) => ({ leadId, object })),
  ].filter((pair): pair is { leadId: string; object: string } => pair.leadId !== null && pair.object !== null);
  const several = (keyOf: (pair: { leadId: string; object: string }) => string, value: 'leadId' | 'object') =>
    repeated(pairs, keyOf).map((list) => ({ ...list[0]!, values: [...new Set(list.map((pair) => pair[value]))] })).filter(({ values }) => values.length > 1);
  return [
    ...several(({ object }) => object, 'leadId').map(({ object, values }) => ({ code: 'two-leads', about: object, sentence: `${object} is the leads ${values.join(' and ')}: one person became two.` })),
    ...several(({ leadId, object }) => `${leadId} ${crmOf(object)}`, 'object').map(({ leadId, values }) => ({ code: 'two-objects', about: leadId, sentence: `Lead ${leadId} is ${values.join(' and ')}.` })),
  ];
}

/** A write of what is there already was made before. */
function writesThatChangeNothing(entries: readonly JournalEntry[]): Finding[] {
  const current = new Map<string, Record<string, string>>();
  return of(entries, 'owner-set', 'facts-written').flatMap((entry): Finding[] => {
    const values = entry.kind === 'owner-set' ? { owner: entry.owner } : entry.values;
    const object = objectOf(entry);
    const before = current.get(object) ?? {};
    current.set(object, { ...before, ...values });
    if (Object.entries(values).some(([name, value]) => before[name] !== value)) return [];
    return [{ code: entry.kind === 'owner-set' ? 'owner-twice' : 'facts-twice', about: object, sentence: `${object} got ${Object.keys(values).join(', ')} once more, unchanged (entry ${entry.n}).` }];
  });
}

/** The marker of a task stands at the end of its body: `Leadwright <id>`. */
function doubleTasks(entries: readonly JournalEntry[]): Finding[] {
  const tasks = of(entries, 'task-created').map(({ taskId, objectId, subject, body }) => ({ taskId, key: /Leadwright (\w+)\s*$/.exec(body)?.[1] ?? `${objectId} ${subject}` }));
  return repeated(tasks, ({ key }) => key).map((list) => ({ code: 'task-twice', about: list[0]!.key, sentence: `Task ${list[0]!.key} was made ${list.length} times: ${list.map(({ taskId }) => taskId).join(', ')}.` }));
}

/** One note beside each object, whatever stands in it. */
function doubleNotes(entries: readonly JournalEntry[]): Finding[] {
  return repeated(of(entries, 'note-created'), objectOf).map((list) => ({ code: 'note-twice', about: objectOf(list[0]!), sentence: `${objectOf(list[0]!)} got ${list.length} notes: ${list.map(({ noteId }) => noteId).join(', ')}.` }));
}

interface Notice { readonly kind: 'assigned' | 'queued' | 'escalated'; readonly leadId: string; readonly object: string | null; readonly text: string }

/** What Slack was told: the lead in its link, the contact behind it, and the occasion in its first words. */
function noticesOf(entries: readonly JournalEntry[]): Notice[] {
  return of(entries, 'slack-posted').flatMap(({ text }): Notice[] => {
    const leadId = /\/leads\/(\w+)\|/.exec(text)?.[1];
    if (leadId === undefined) return [];
    const kind = text.includes('No answer yet:') ? 'escalated' : text.includes('New lead for you:') ? 'assigned' : 'queued';
    return [{ kind, leadId, object: / · ((?:HubSpot|Salesforce|Pipedrive) \w+)/.exec(text)?.[1] ?? null, text }];
  });
}

function doubleNotices(entries: readonly JournalEntry[]): Finding[] {
  return repeated(noticesOf(entries), ({ kind, leadId }) => `${kind} ${leadId}`)
    .map((list) => ({ code: 'notice-twice', about: list[0]!.leadId, sentence: `Slack was told ${list.length} times that lead ${list[0]!.leadId} is ${list[0]!.kind}.` }));
}

/** Nothing may be written for people who only came observed, ignored or refused. What a person retried by hand is not known here. */
function writtenForNobody(people: readonly PersonSent[], objects: ReadonlyMap<string, ReadonlySet<string>>, entries: readonly JournalEntry[]): Finding[] {
  const writes = new Map(of(entries, 'contact-created', 'contact-adopted', 'owner-set', 'owner-refused', 'facts-written', 'task-created', 'note-created').map((entry) => [objectOf(entry), entry]));
  const texts = of(entries, 'slack-posted').map(({ text }) => text);
  const isNobody = ({ submissions }: PersonSent): boolean => submissions.every(({ end, mode }) => end === 'ignored' || end === 'refused' || mode === 'observe');
  const namesakes = new Set(people.filter((person) => !isNobody(person)).map((person) => person.fullName));
  return people.filter(isNobody).flatMap(({ email, fullName, submissions }): Finding[] => {
    const why = submissions[0]!.mode === 'observe' ? 'only observed' : submissions[0]!.end;
    const written = [...(objects.get(email) ?? [])].flatMap((id) => writes.get(id) ?? []).map((entry): Finding => ({ code: 'written', about: email, sentence: `${email} was ${why}, but the CRM got ${entry.kind} (entry ${entry.n}).` }));
    const told = fullName !== null && !namesakes.has(fullName) && texts.some((text) => names(text, fullName)) ? [{ code: 'told', about: email, sentence: `${email} was ${why}, but Slack was told of ${fullName}.` }] : [];
    return [...written, ...told];
  });
}

/** The whole name: `Percy Abelwhite` is not `Percy Abelwhite-Lovelock`. */
const names = (text: string, fullName: string): boolean => text.split(`: ${fullName}`).slice(1).some((rest) => !/^[\p{L}-]/u.test(rest));

function repeated<T>(list: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()].filter(({ length }) => length > 1);
}
