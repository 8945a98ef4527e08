import { FIELDS, factOrigin, type CompanyBrief, type Fact, type FactValue, type Field, type Fit, type LeadPage, type LeadPerson, type LeadRow, type LeadStatus, type Question } from '#contracts';
import { nextStatus } from '#domain';
import { openPerson } from './open-person.js';
import type { LeadDocument, RequestedPart } from './lead-document.js';

const UNKNOWN_COMPANY: CompanyBrief = { name: null, domain: null, country: null, employees: null, sizeBand: null, industry: null };

/** A lead is shown once its snapshot was heard; before that only parts of it are known. */
export const isKnown = (document: LeadDocument): boolean => document.lead !== null;

/** The part of enrichment or research that was heard of later: research adds to a first look, a correction starts a new one. */
function laterOf(document: LeadDocument): { company: CompanyBrief; fit: Fit } | null {
  const { enriched, researched, carried } = document;
  if (enriched && researched) return researched.at >= enriched.at ? researched.value : enriched.value;
  return (enriched ?? researched)?.value ?? carried;
}

export const fitOf = (document: LeadDocument): Fit | null => laterOf(document)?.fit ?? null;

/** What the owner is asked, until enrichment says that nothing is open. */
export const questionOf = ({ enriched }: LeadDocument): Question | null => enriched?.value.question ?? null;

export function companyOf(document: LeadDocument): CompanyBrief {
  const known = laterOf(document)?.company;
  if (known) return known;
  const given = document.lead?.value.company;
  return given ? { ...UNKNOWN_COMPANY, ...given } : UNKNOWN_COMPANY;
}

const PERSON_FIELDS: Partial<Record<Field, keyof LeadPerson>> = {
  'person.firstName': 'firstName', 'person.lastName': 'lastName', 'person.email': 'email', 'person.phone': 'phone', 'person.title': 'title',
};

/** The person as first given, with what their CRM changed since. */
export function personOf(document: LeadDocument): LeadPerson {
  const person = { ...openPerson(document.lead?.value.person) };
  for (const [field, change] of Object.entries(document.changes)) {
    const member = PERSON_FIELDS[field as Field];
    if (member) person[member] = change.value === null ? null : asText(change.value);
  }
  const { 'person.firstName': first, 'person.lastName': last } = document.changes;
  if (first ?? last) person.fullName = [person.firstName, person.lastName].filter(Boolean).join(' ') || null;
  return person;
}

const asText = (value: FactValue): string => (Array.isArray(value) ? value.join(', ') : String(value));

/** What to call a lead on a screen. */
export function nameOf(document: LeadDocument): string {
  const { fullName, firstName, lastName, email } = personOf(document);
  return fullName ?? ([firstName, lastName].filter(Boolean).join(' ') || email || 'Name not given');
}

/** The research run that was asked for last, as long as it has not ended. */
const runningRun = ({ requested, researchRuns }: LeadDocument): RequestedPart | null =>
  (requested !== null && researchRuns[requested.value.runId] === undefined ? requested.value : null);

export const isResearching = (document: LeadDocument): boolean => runningRun(document)?.depth === 'full';

export const spentOf = ({ enrichmentRuns, researchRuns }: LeadDocument): number =>
  [...Object.values(enrichmentRuns), ...Object.values(researchRuns)].reduce((sum, micro) => sum + micro, 0);

/** An unclear lead whose assignment waits for research. */
export const isWaiting = (document: LeadDocument): boolean => document.assigned === null && document.enriched?.value.next === 'research';

const isAccepted = ({ assigned, accepted }: LeadDocument): boolean => assigned !== null && accepted !== null && accepted.value.epoch >= assigned.value.epoch;

/** What was heard, in the order of a lead's life; the transition table says how far it got. */
export function statusOf(document: LeadDocument): LeadStatus {
  const { enriched, assigned } = document;
  const heard: LeadStatus[] = [];
  if (enriched) heard.push('enriched');
  if (isResearching(document)) heard.push('researching');
  if (assigned) heard.push(assigned.value.owner.kind === 'rep' ? 'assigned' : 'queued');
  if (isAccepted(document)) heard.push('accepted');
  return heard.reduce(nextStatus, 'captured');
}

/** The row of a known lead as far as its own document tells; draft and attention stand in tables of their own. */
export function rowOf(document: LeadDocument): Omit<LeadRow, 'draft' | 'needsAttention'> {
  const { assigned } = document;
  const lead = document.lead!.value;
  const person = personOf(document);
  const fit = fitOf(document);
  return {
    id: document.id, name: nameOf(document), title: person.title, email: person.email, connection: lead.connection, mode: lead.mode, status: statusOf(document),
    company: companyOf(document), verdict: fit?.verdict ?? null, points: fit?.points ?? null, researched: document.researchedInFull,
    owner: assigned?.value.owner ?? null, why: assigned?.value.short ?? null, message: person.message,
    question: questionOf(document)?.sentence ?? null,
    capturedAt: lead.capturedAt, assignedAt: assigned ? new Date(assigned.at).toISOString() : null,
    answerBy: assigned && !isAccepted(document) ? assigned.value.answerBy : null,
  };
}

/** All facts, the ones that win first: by field, then by who says it, then by when. */
export function factsOf({ enriched, researched }: LeadDocument): Fact[] {
  const facts = new Map<string, Fact>();
  for (const fact of [...(enriched?.value.facts ?? []), ...(researched?.value.facts ?? [])]) {
    facts.set(JSON.stringify([fact.field, fact.origin, fact.by, fact.value]), fact);
  }
  const rank = ({ field, origin }: Fact): number => FIELDS.indexOf(field) * 10 + factOrigin.options.indexOf(origin);
  return [...facts.values()].sort((a, b) => rank(a) - rank(b) || b.observedAt.localeCompare(a.observedAt));
}

export function researchOf(document: LeadDocument): LeadPage['research'] {
  const running = runningRun(document);
  if (running) return { ...running, state: 'running', looks: 0, looksAllowed: 0, spentMicro: 0, stopSentence: null };
  if (!document.researched) return null;
  const { runId, depth, looks, looksAllowed, spentMicro, stopSentence } = document.researched.value;
  return { runId, depth, state: 'done', looks, looksAllowed, spentMicro, stopSentence };
}
