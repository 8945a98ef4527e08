import type {
  CompanyBrief, CrmRef, EventMessage, Fit, LeadAssigned, LeadEscalated, LeadMerged, LeadResearched, LeadSnapshot, OutreachApproved, Owner,
} from '#contracts';
import type { CrmFacts } from '#connectors';
import type { Approval } from './effect.js';
import { openPerson } from './open-person.js';

/** What leaves of a verdict. */
export type ToldFit = Pick<Fit, 'verdict' | 'sentence'>;

export interface Assignment { readonly epoch: number; readonly owner: Owner; readonly short: string }

/** What delivery knows of a lead. Events come in any order: each adds what it says, and effects are planned from the sum. */
export interface DeliveryLead {
  readonly leadId: string;
  /** From the newest lead.merged, else from lead.assigned. */
  readonly snapshot: LeadSnapshot | null;
  readonly mergedSequence: number;
  /** Where it lives; the first object of a connection counts. */
  readonly crm: readonly CrmRef[];
  readonly assignment: Assignment | null;
  readonly company: CompanyBrief | null;
  readonly fit: ToldFit | null;
  readonly summary: string | null;
  /** When company and fit were said. */
  readonly knownAt: string;
  readonly facts: { readonly revision: number; readonly values: CrmFacts };
  /** Values that were written, per connection: those may be renewed. */
  readonly written: Readonly<Record<string, CrmFacts>>;
  /** Approvals that wait for the lead to be assigned. */
  readonly approvals: readonly Approval[];
  readonly escalation: LeadEscalated | null;
}

export const unknownLead = (leadId: string): DeliveryLead => ({
  leadId, snapshot: null, mergedSequence: -1, crm: [], assignment: null, company: null, fit: null, summary: null, knownAt: '',
  facts: { revision: 0, values: {} }, written: {}, approvals: [], escalation: null,
});

/** An older epoch is void; its snapshot may still name a place where the lead lives. */
export function learnAssigned(lead: DeliveryLead, { data, occurredAt }: EventMessage<LeadAssigned>): DeliveryLead {
  const known = { ...lead, snapshot: lead.snapshot ?? data.lead, crm: joinRefs(lead.crm, data.lead.crm) };
  if (lead.assignment && lead.assignment.epoch >= data.epoch) return known;
  const { epoch, owner, short } = data;
  return withFacts({ ...known, assignment: { epoch, owner, short }, summary: data.summary }, data, occurredAt);
}

export function learnMerged(lead: DeliveryLead, { data, sequence }: EventMessage<LeadMerged>): DeliveryLead {
  const crm = joinRefs(lead.crm, data.lead.crm);
  return sequence < lead.mergedSequence ? { ...lead, crm } : { ...lead, crm, snapshot: data.lead, mergedSequence: sequence };
}

export const learnResearched = (lead: DeliveryLead, { data, occurredAt }: EventMessage<LeadResearched>): DeliveryLead => withFacts(lead, data, occurredAt);

export function learnApproved(lead: DeliveryLead, { data }: EventMessage<OutreachApproved>): DeliveryLead {
  const { approvalId, draftId, contentHash, approvedBy } = data;
  return { ...lead, approvals: [...lead.approvals, { approvalId, draftId, contentHash, approvedBy, content: openPerson(data.content), expiresAt: Date.parse(data.expiresAt) }] };
}

export const learnEscalated = (lead: DeliveryLead, { data }: EventMessage<LeadEscalated>): DeliveryLead =>
  lead.escalation && lead.escalation.epoch >= data.epoch ? lead : { ...lead, escalation: data };

/** The lead lives there now: it was created, or was found to be there. */
export const learnObject = (lead: DeliveryLead, ref: CrmRef): DeliveryLead => ({ ...lead, crm: joinRefs(lead.crm, [ref]) });

/** The object of this lead behind a connection, if it has one. */
export const objectAt = (lead: DeliveryLead, connection: string): CrmRef | null => lead.crm.find((ref) => ref.connection === connection) ?? null;

function joinRefs(known: readonly CrmRef[], more: readonly CrmRef[]): CrmRef[] {
  const fresh = more.filter((ref) => !known.some(({ connection, objectType, objectId }) => connection === ref.connection && objectType === ref.objectType && objectId === ref.objectId));
  return [...known, ...fresh];
}

/** Takes company and fit where they are newer, and counts a revision when that changes what a CRM would show. */
function withFacts(lead: DeliveryLead, { company, fit: { verdict, sentence } }: { company: CompanyBrief; fit: Fit }, at: string): DeliveryLead {
  const next = at >= lead.knownAt ? { ...lead, company, fit: { verdict, sentence }, knownAt: at } : lead;
  const values = factsOf(next);
  const same = JSON.stringify(values) === JSON.stringify(lead.facts.values);
  return same ? next : { ...next, facts: { revision: lead.facts.revision + 1, values } };
}

const VERDICTS = { fit: 'Good fit', not_fit: 'Not a fit', needs_review: 'Needs your call' } as const;
export const verdictWords = (fit: ToldFit | null): string | null => (fit ? VERDICTS[fit.verdict] : null);

/** The properties a CRM is given; what is unknown is left out. */
function factsOf({ company, fit, summary }: DeliveryLead): CrmFacts {
  const values = {
    leadwright_company_size: company?.employees == null ? null : String(company.employees),
    leadwright_industry: company?.industry ?? null,
    leadwright_fit: verdictWords(fit),
    leadwright_summary: summary,
  };
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''));
}
