import { createHash } from 'node:crypto';
import {
  canonicalDraft, openPersonal, type LeadSnapshot, type ConfigRef, type ConfigVersion, type DraftBlock, type DraftContent, type LeadAssigned, type LeadResearched, type OutreachConfig, type OutreachDrafted,
} from '#contracts';
import { checkDraft, chooseFacts, composeDraft, isDraftBlock, openPerson, permitDraft, TEMPLATE_WRITER } from '#domain';
import { keyIdOf } from '#persistence';

/** What a draft is written by, of an assignment. */
export type DraftOwner = Pick<LeadAssigned, 'epoch' | 'owner' | 'lead'>;

export interface DraftOccasion {
  readonly leadId: string;
  readonly assigned: DraftOwner;
  readonly result: LeadResearched;
  readonly outreach: ConfigVersion<OutreachConfig> | null;
  /** ISO */
  readonly at: string;
}

/** One draft per run and epoch: made twice it is the same. */
export const draftIdOf = (runId: string, epoch: number): string => createHash('sha256').update(`${runId}|${epoch}`).digest('hex').slice(0, 26);

export const contentHashOf = (content: DraftContent): string => createHash('sha256').update(canonicalDraft(content)).digest('hex');

/** A text, or why there is none; and who worded it. */
export interface WrittenDraft { readonly content: DraftContent | null; readonly block: DraftBlock | null; readonly generator: string }

/** The draft by the template. Recipient and country are the lead's own; nothing that was read can change them. */
export function templateDraft({ assigned, result, outreach }: DraftOccasion): WrittenDraft {
  const written = outreach ? contentOf(assigned, result, outreach.document) : NOT_CONFIGURED;
  return { ...(isDraftBlock(written) ? { content: null, block: written } : { content: written, block: null }), generator: TEMPLATE_WRITER };
}

/** What everyone is told of a draft for the owner of a lead. */
export function writeDraft({ leadId, assigned, result, outreach, at }: DraftOccasion, { content, block, generator }: WrittenDraft): OutreachDrafted {
  return {
    draftId: draftIdOf(result.runId, assigned.epoch), runId: result.runId,
    state: content ? 'ready' : 'blocked',
    blocked: block,
    content: content && openPersonal(keyIdOf(leadId), content),
    contentHash: content && contentHashOf(content),
    evidence: result.evidence, generator, draftedAt: at,
    configs: [...result.configs, ...(outreach ? [refOf(outreach)] : [])],
  };
}

function contentOf({ lead, owner }: DraftOwner, result: LeadResearched, outreach: OutreachConfig): DraftContent | DraftBlock {
  const person = openPerson(lead.person);
  const company = result.company;
  const permit = permitDraft({ country: lead.company.country ?? company.country, consent: lead.consent, domain: company.domain, email: person.email }, outreach);
  if (permit !== 'allowed') return permit;
  const message = messageOf(lead);
  const department = chooseFacts(result.facts).get('person.department')?.fact.value;
  const draft = composeDraft({
    person, department: typeof department === 'string' ? department : null, company, evidence: result.evidence, claims: outreach.claims, asks: outreach.asks,
    owner: { name: owner.kind === 'rep' ? owner.name : owner.label }, sender: outreach.sender, message,
  });
  if (isDraftBlock(draft)) return draft;
  const findings = checkDraft(draft, result.evidence, outreach, { to: person.email ?? '', message });
  return findings.length === 0 ? draft : { code: 'check_failed', sentence: `No draft: what was written did not pass its check. ${findings.map((finding) => finding.message).join(' ')}`, suggestion: 'write it yourself' };
}

/** What the person wrote, if they want something from us. */
export const messageOf = ({ messageClass, person }: LeadSnapshot): string | null =>
  (messageClass === 'support' || messageClass === 'job_seeker' || messageClass === 'vendor' ? null : openPerson(person).message);

const NOT_CONFIGURED: DraftBlock = { code: 'not_configured', sentence: 'No draft: outreach is not configured.', suggestion: 'add outreach.yaml' };
export const refOf = ({ kind, version, hash }: ConfigVersion<unknown>): ConfigRef => ({ kind, version, hash });
