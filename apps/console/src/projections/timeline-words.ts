import type {
  EffectSettled, EventMessage, LeadAccepted, LeadAssigned, LeadCaptured, LeadChanged, LeadDeclined, LeadEnriched, LeadEscalated, LeadMerged,
  LeadResearched, MessageDeadLettered, OutreachApproved, OutreachDrafted, OutreachRejected, ResearchRequested, TimelineEntry,
} from '#contracts';
import { openPerson } from './open-person.js';
import { countWords, fieldWords, fitWords, moneyWords } from './words.js';

/** What a timeline line says; id, time and lead come from its event. */
export type Words = Pick<TimelineEntry, 'kind' | 'title' | 'detail'> & { link?: string };
/** The name of a rep or user id, for a person to read. */
export type NameOf = (id: string) => string;
type Say<D> = (data: D, nameOf: NameOf) => Words;

const quoted = (message: string | null): string | null => (message === null ? null : `“${message}”`);

const captured: Say<LeadCaptured> = ({ lead }, nameOf) => ({ kind: 'captured', title: `Came in from ${nameOf(lead.connection)}`, detail: quoted(openPerson(lead.person).message) });

const SAME_BY: Record<LeadMerged['matchedBy'], string> = { 'email': 'the same e-mail address', 'crm-object': 'the same record in the CRM', 'sender-id': 'the same submission, sent again' };
const merged: Say<LeadMerged> = ({ connection, matchedBy }, nameOf) => ({ kind: 'merged', title: `Came in again from ${nameOf(connection)}`, detail: `One lead, not two: ${SAME_BY[matchedBy]}.` });

const changed: Say<LeadChanged> = ({ by, changes: { sealed, data } }, nameOf) => {
  if (sealed) return { kind: 'changed', title: `${nameOf(by)} changed something`, detail: null };
  return {
    kind: 'changed', title: `${nameOf(by)} changed ${data.map(({ field }) => fieldWords(field)).join(', ')}`,
    detail: data.map(({ field, value }) => `${fieldWords(field)}: ${value === null ? 'empty' : Array.isArray(value) ? value.join(', ') : String(value)}`).join(' · '),
  };
};

const enriched: Say<LeadEnriched> = ({ fit, blocked, question, answered }, nameOf) => {
  if (question) return { kind: 'asked', title: `Asks the owner: ${question.sentence}`, detail: `${question.choices.map(({ label }) => label).join(' or ')}? · ${fit.sentence}` };
  const judged = [fit.sentence, ...blocked.map(({ field, reason }) => `${fieldWords(field)}: ${reason}`)].join(' · ');
  if (answered) return { kind: 'answered', title: `${nameOf(answered.by)} answered: ${answered.choice}`, detail: `${answered.question} · ${judged}` };
  return { kind: 'enriched', title: `Looked up: ${fitWords(fit)}`, detail: judged };
};

const requested: Say<ResearchRequested> = ({ runId, depth, question }) =>
  ({ kind: 'research', link: `/runs/${runId}`, ...(depth === 'full' ? { title: 'Research started', detail: question } : { title: 'Looking for a first line for the mail', detail: null }) });

const researched: Say<LeadResearched> = ({ runId, depth, fit, looks, looksAllowed, spentMicro, stopSentence }) => ({
  kind: 'research', link: `/runs/${runId}`, title: depth === 'full' ? `Researched: ${fitWords(fit)}` : 'Looked for a first line',
  detail: `${countWords(looks, 'look')} of ${looksAllowed} · ${moneyWords(spentMicro)} · ${stopSentence}`,
});

const drafted: Say<OutreachDrafted> = ({ state, blocked }) =>
  (state === 'ready' ? { kind: 'drafted', title: 'Draft ready', detail: null } : { kind: 'drafted', title: `No draft: ${blocked?.sentence ?? 'no reason was given'}`, detail: blocked?.suggestion ? `Suggested: ${blocked.suggestion}` : null });

const approved: Say<OutreachApproved> = ({ approvedBy, content }, nameOf) => ({ kind: 'approved', title: `${nameOf(approvedBy)} approved the draft`, detail: content.sealed ? null : content.data.subject });
const rejected: Say<OutreachRejected> = ({ rejectedBy, reason }, nameOf) => ({ kind: 'rejected', title: `${nameOf(rejectedBy)} rejected the draft`, detail: reason });

const assigned: Say<LeadAssigned> = ({ epoch, owner, sentence }) => {
  const who = owner.kind === 'rep' ? owner.name : `${owner.label} (${owner.human})`;
  return { kind: 'assigned', title: epoch === 1 ? `Assigned to ${who}` : `Assignment ${epoch}: ${who}`, detail: sentence };
};

const accepted: Say<LeadAccepted> = ({ rep, by }, nameOf) => ({ kind: 'accepted', title: `${nameOf(rep)} took the lead`, detail: by === rep ? null : `By ${nameOf(by)}.` });
const declined: Say<LeadDeclined> = ({ rep, reason }, nameOf) => ({ kind: 'declined', title: `${nameOf(rep)} gave the lead back`, detail: reason });
const escalated: Say<LeadEscalated> = ({ to, reason }, nameOf) => ({ kind: 'escalated', title: `${nameOf(to)} was told`, detail: reason });

const settled: Say<EffectSettled> = ({ sentence, vendorSaid, mayHaveRepeated }) => {
  const notes = [vendorSaid && `It said: ${vendorSaid}`, mayHaveRepeated && 'An answer was lost, so this may have gone out twice.'].filter((note) => typeof note === 'string');
  return { kind: 'effect', title: sentence, detail: notes.join(' ') || null };
};

const attention: Say<MessageDeadLettered> = ({ state, title, detail, closedBy, closedBecause }, nameOf) => {
  const who = closedBy === null ? 'Someone' : nameOf(closedBy);
  if (state === 'open') return { kind: 'attention', title: `Needs attention: ${title}`, detail };
  if (state === 'resolved' && closedBy === null) return { kind: 'attention', title: `Passed by itself: ${title}`, detail: null };
  if (state === 'resolved') return { kind: 'attention', title: `${who} chose Retry: ${title}`, detail: null };
  return { kind: 'attention', title: `${who} closed it: ${title}`, detail: closedBecause };
};

/** What each event says on the timeline of its lead. */
const SAY: Readonly<Record<string, Say<never>>> = {
  'lead.captured': captured,
  'lead.merged': merged,
  'lead.changed': changed,
  'lead.enriched': enriched,
  'research.requested': requested,
  'lead.researched': researched,
  'outreach.drafted': drafted,
  'outreach.approved': approved,
  'outreach.rejected': rejected,
  'lead.assigned': assigned,
  'lead.accepted': accepted,
  'lead.declined': declined,
  'lead.escalated': escalated,
  'effect.settled': settled,
  'message.dead-lettered': attention,
};

/** The line of an event in words of a person, or null when it says nothing on a timeline. */
export function timelineWords(event: EventMessage<unknown>, nameOf: NameOf): Words | null {
  const say = SAY[event.type] as Say<unknown> | undefined;
  return say?.(event.data, nameOf) ?? null;
}
