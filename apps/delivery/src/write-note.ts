import type { DeliveryLead } from './delivery-lead.js';

/** What somebody reads beside the lead in a CRM: what is known, whether it fits, who has it and why, and where the rest is. Plain text. */
export function writeNote({ leadId, assignment, fit, summary }: DeliveryLead, { publicUrl }: { readonly publicUrl: string }): string {
  const { owner, short } = assignment!;
  return [
    summary,
    fit?.sentence,
    `${owner.kind === 'rep' ? `Given to ${owner.name}` : `In the queue "${owner.label}"`} because: ${short}.`,
    `${publicUrl}/leads/${leadId}`,
  ].filter(Boolean).join('\n');
}
