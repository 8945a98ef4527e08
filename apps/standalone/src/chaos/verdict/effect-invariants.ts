import { judgeJournal } from '../../../../sandbox/src/judge-journal.js';
import type { JournalEntry } from '../../../../sandbox/src/journal.js';
import { realEvents } from './intake-invariants.js';
import { each, together, twice, type Invariant, type World } from './world.js';

const SENT = ['contact-created', 'contact-adopted', 'owner-set', 'facts-written', 'task-created', 'note-created', 'slack-posted', 'mail-received'];
const mails = (journal: readonly JournalEntry[]) => journal.flatMap((entry) => (entry.kind === 'mail-received' ? [entry] : []));

/** What was done twice although it may not repeat, or more often than the ledger owns up to (G7). */
export function doubledBeyondPromise({ journal, effects }: Pick<World, 'journal' | 'effects'>): string[] {
  const repeated = effects.filter(({ kind, may_have_repeated }) => may_have_repeated === 1 && (kind.startsWith('notice.') || kind === 'mail.send'));
  const ownedUp = (lead: string): boolean => repeated.some(({ subject }) => subject === lead);
  const notices = judgeJournal(journal).doubled.filter(({ code, about }) => code !== 'notice-twice' || !ownedUp(about)).map(({ sentence }) => sentence);
  const times = twice(mails(journal), ({ messageId, to, subject }) => messageId ?? `${to.join()} ${subject}`)
    .filter(([, list]) => !repeated.some(({ kind, attempts }) => kind === 'mail.send' && attempts >= list.length))
    .map(([id, list]) => `mail ${id} came ${list.length} times`);
  return [...notices, ...times];
}

export const effectInvariants: readonly Invariant[] = [
  {
    id: '9.effects-once', says: 'Everything left once; what cannot carry a key repeats only where its lead says so',
    find: (world) => ({ checked: world.journal.filter(({ kind }) => SENT.includes(kind)).length, violated: doubledBeyondPromise(world) }),
  },
  {
    id: '9.planned-once', says: 'One effect per kind, target, lead and occasion',
    find: ({ effects }) => together({ checked: effects.length, violated: [] }, each(twice(effects, ({ kind, target, subject, occasion }) => [kind, target, subject, occasion].join(' ')), ([key, list]) => `${key} was planned ${list.length} times`)),
  },
  {
    id: '7.notices', says: 'For every lead with a rep somebody was told, or it is recorded why not',
    find({ assigned, effects, deadLetters }) {
      const told = new Set(effects.filter(({ kind, state }) => kind.startsWith('notice.') && ['done', 'would_have', 'superseded'].includes(state)).map(({ subject }) => subject));
      const recorded = new Set([...effects.filter(({ kind, state }) => kind.startsWith('notice.') && state === 'failed').map(({ subject }) => subject), ...deadLetters.filter(({ app }) => app === 'delivery').map(({ lead_id }) => lead_id)]);
      return each(assigned.filter(({ status }) => status === 'assigned'), ({ lead_id, owner }) => !told.has(lead_id) && !recorded.has(lead_id) && `${owner.rep} was not told of lead ${lead_id}`);
    },
  },
  {
    id: '10.approved', says: 'No mail left without the approval of a person for exactly that text, and only once approved drafts were sent',
    find({ journal, records, drafts }) {
      const approvals = realEvents(records).filter(({ topic }) => topic === 'outreach.approved.v1').map(({ event }) => event.data);
      const decided = new Map(drafts.filter(({ approval_id }) => approval_id !== null).map((draft) => [draft.approval_id!, draft]));
      return together(
        each(mails(journal).filter(({ headers }) => 'list-unsubscribe' in headers), ({ subject, to }) => !approvals.some(({ content }) => content.data.subject === subject) && `a mail to ${to.join(', ')} ("${subject}") was approved by nobody`),
        each(approvals, ({ approvalId, approvedBy }) => (!approvedBy || decided.get(approvalId)?.decided_by !== approvedBy) && `approval ${approvalId} is not on record in console`),
      );
    },
  },
  {
    id: '8.spend', says: 'Money that is held is the sum of its calls and within every ceiling; no answer that a provider charges for is missing in the ledger',
    find({ calls, spend, ceilings, journal }) {
      const sums = new Map<string, number>();
      for (const { lead_id, provider, day, state, reserved_micro, charged_micro } of calls) {
        const micro = state === 'reserved' || state === 'unknown' ? reserved_micro : charged_micro ?? 0;
        for (const scope of [`lead|${lead_id}`, `provider-day|${provider}|${day}`, `day|${day}`]) sums.set(scope, (sums.get(scope) ?? 0) + micro);
      }
      const limit = (scope: string): number => (scope.startsWith('lead|') ? ceilings.lead : scope.startsWith('day|') ? ceilings.day : ceilings.providerDay);
      const answered = journal.filter((entry) => entry.kind === 'provider-asked' && entry.status === 200).length;
      const booked = calls.filter(({ provider, state }) => provider === 'rimedata' && (state === 'settled' || state === 'unknown')).length;
      return together(
        each(spend, ({ scope, held_micro }) => (held_micro !== (sums.get(scope) ?? 0) ? `${scope}: ${held_micro} millionths are held, its calls say ${sums.get(scope) ?? 0}` : held_micro > limit(scope) && `${scope}: ${held_micro} millionths are held, ${limit(scope)} are allowed`)),
        each(calls, ({ id, state }) => state === 'reserved' && `call ${id} was never settled`),
        { checked: answered, violated: booked >= answered ? [] : [`rimedata answered ${answered} times, the ledger has ${booked}`] },
      );
    },
  },
];
