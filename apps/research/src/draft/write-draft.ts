import { createHash } from 'node:crypto';
import {
  canonicalDraft, openPersonal, type ConfigRef, type ConfigVersion, type DraftBlock, type DraftContent, type LeadAssigned, type LeadResearched, type OutreachConfig, type OutreachDrafted,
} from '#contracts';
import { checkDraft, chooseFacts, composeDraft, isDraftBlock, openPerson, permitDraft, TEMPLATE_WRITER } from '#domain';
import { keyIdOf } from '#persistence';

export interface DraftOccasion {
  readonly leadId: string;
  readonly assigned: LeadAssigned;
  readonly result: LeadResearched;
  readonly outreach: ConfigVersion<OutreachConfig> | null;
  /** ISO */
  readonly at: string;
}

/** One draft per run and epoch: made twice it is the same. */
export const draftIdOf = (runId: string, epoch: number): string => createHash('sha256').update(`${runId}|${epoch}`).digest('hex').slice(0, 26);

export const contentHashOf = (content: DraftContent): string => createHash('sha256').update(canonicalDraft(content)).digest('hex');

/** The draft for the owner of a lead, or why there is none. Recipient and country are the lead's own; nothing that was read can change them. */
export function writeDraft({ leadId, assigned, result, outreach, at }: DraftOccasion): OutreachDrafted {
  const written = outreach ? contentOf(assigned, result, outreach.document) : NOT_CONFIGURED;
  const content = isDraftBlock(written) ? null : written;
  return {
    draftId: draftIdOf(result.runId, assigned.epoch), runId: result.runId,
    state: content ? 'ready' : 'blocked',
    blocked: isDraftBlock(written) ? written : null,
    content: content && openPersonal(keyIdOf(leadId), content),
    contentHash: content && contentHashOf(content),
    evidence: result.evidence, generator: TEMPLATE_WRITER, draftedAt: at,
    configs: [...result.configs, ...(outreach ? [refOf(outreach)] : [])],
  };
}

function contentOf({ lead, owner }: LeadAssigned, result: LeadResearched, outreach: OutreachConfig): DraftContent | DraftBlock {
  const person = openPerson(lead.person);
  const company = result.company;
  const permit = permitDraft({ country: lead.company.country ?? company.country, consent: lead.consent, domain: company.domain, email: person.email }, outreach);
  if (permit !== 'allowed') return permit;
  const message = lead.messageClass === 'support' || lead.messageClass === 'job_seeker' || lead.messageClass === 'vendor' ? null : person.message;
  const department = chooseFacts(result.facts).get('person.department')?.fact.value;
  const draft = composeDraft({
    person, department: typeof department === 'string' ? department : null, company, evidence: result.evidence, claims: outreach.claims, asks: outreach.asks,
    owner: { name: owner.kind === 'rep' ? owner.name : owner.label }, sender: outreach.sender, message,
  });
  if (isDraftBlock(draft)) return draft;
  const findings = checkDraft(draft, result.evidence, outreach, { to: person.email ?? '', message });
  return findings.length === 0 ? draft : { code: 'check_failed', sentence: `No draft: what was written did not pass its check. ${findings.map((finding) => finding.message).join(' ')}`, suggestion: 'write it yourself' };
}

const NOT_CONFIGURED: DraftBlock = { code: 'not_configured', sentence: 'No draft: outreach is not configured.', suggestion: 'add outreach.yaml' };
export const refOf = ({ kind, version, hash }: ConfigVersion<unknown>): ConfigRef => ({ kind, version, hash });
