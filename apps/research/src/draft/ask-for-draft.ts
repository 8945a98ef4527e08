import type { WriteDraftInput } from '#connectors';
import type { DraftContent, OutreachConfig } from '#contracts';
import { checkDraft, openPerson } from '#domain';
import { messageOf, type DraftOccasion } from './write-draft.js';

/**
 * What a model is given to word a draft better than `template` does. Recipient, footer, ask, name and claims are the
 * template's and ours; only evidence for the company goes out.
 */
export function askForDraft({ assigned, result }: DraftOccasion, template: DraftContent, outreach: OutreachConfig): WriteDraftInput {
  const { firstName, title } = openPerson(assigned.lead.person);
  const message = messageOf(assigned.lead);
  const textOf = (role: DraftContent['sentences'][number]['role']) => template.sentences.find((sentence) => sentence.role === role)!.text;
  return {
    to: template.to, footer: template.footer, person: { firstName, title }, company: result.company.name,
    evidence: result.evidence.filter(({ polarity }) => polarity === 'supports').map(({ id, field, value, quote }) => ({ id, field, value, quote })),
    claims: Object.entries(outreach.claims).map(([id, { text }]) => ({ id, text })),
    ask: textOf('ask'), ownerName: textOf('signoff'), message,
    check: (draft) => checkDraft(draft, result.evidence, outreach, { to: template.to, message }).map((finding) => finding.message),
  };
}
