import type { Envelope, LeadAssigned, LeadResearched } from '#contracts';
import { draftIdOf, type DraftOwner } from './write-draft.js';

/** What drafts follow from: who owns a lead, and what research found. Whichever is later triggers one. */
export interface ResearchLead {
  readonly leadId: string;
  /** The newest epoch that is known. */
  readonly assigned: DraftOwner | null;
  /** Of the newest run that ended, and the sequence of the request that it answers. */
  readonly result: { readonly researched: LeadResearched; readonly sequence: number } | null;
  /** Whose draft was rejected: that owner is not offered another one. */
  readonly rejectedEpoch: number;
}

export const unknownLead = (leadId: string): ResearchLead => ({ leadId, assigned: null, result: null, rejectedEpoch: 0 });

export const withOwner = (known: ResearchLead, { epoch, owner, lead }: LeadAssigned): ResearchLead => (known.assigned && known.assigned.epoch >= epoch ? known : { ...known, assigned: { epoch, owner, lead } });

export const withResult = (lead: ResearchLead, researched: LeadResearched, sequence: number): ResearchLead => (lead.result && lead.result.sequence > sequence ? lead : { ...lead, result: { researched, sequence } });

export const withRejection = (lead: ResearchLead, epoch: number): ResearchLead => ({ ...lead, rejectedEpoch: Math.max(lead.rejectedEpoch, epoch) });

/** A draft to be written, and what led to it. */
export interface DueDraft { readonly leadId: string; readonly assigned: DraftOwner; readonly result: LeadResearched; readonly cause: Envelope }

/** The draft that is due now, if there is one: the lead is a fit, a rep owns it, and this draft was not made before. */
export function dueDraft({ leadId, assigned, result, rejectedEpoch }: ResearchLead, made: ReadonlySet<string>, cause: Envelope): DueDraft[] {
  if (!assigned || !result || assigned.owner.kind !== 'rep' || result.researched.fit.verdict !== 'fit' || assigned.epoch <= rejectedEpoch) return [];
  return made.has(draftIdOf(result.researched.runId, assigned.epoch)) ? [] : [{ leadId, assigned, result: result.researched, cause }];
}
