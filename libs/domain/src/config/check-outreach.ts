import { FIELDS, type ConfigFinding, type OutreachConfig } from '#contracts';
import { finding } from './finding.js';
import { suggest } from './suggest.js';

const DEPARTMENTS = ['default', 'quality', 'facilities', 'operations', 'purchasing', 'sales', 'marketing', 'finance', 'it', 'people'];
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Everything that is wrong with an outreach document beyond its schema. */
export function checkOutreach({ sender, send, claims, asks, doNotContact }: OutreachConfig): ConfigFinding[] {
  return [
    ...Object.entries(sender).flatMap(([name, text]) => (text.trim() ? [] : [finding(['sender', name], 'sender', `${name} is empty`, 'Every mail must name it; fill it in.')])),
    ...(send.quietHours && send.quietHours.from === send.quietHours.to ? [finding(['send', 'quietHours'], 'quietHours', `from and to are both ${send.quietHours.to}, so it is never quiet`, 'Write for example {from: "20:00", to: "08:00"}.')] : []),
    ...(Object.keys(claims).length > 0 ? [] : [finding(['claims'], 'claims', 'there is no approved statement, so nothing can be drafted', 'Add one, e.g. C1: {text: "…", for: [audit]}.')]),
    ...Object.entries(claims).flatMap(([id, claim]) => claim.for.flatMap((reason, index) => checkReason(id, reason, index))),
    ...Object.entries(asks).flatMap(([department, ask]) => [
      ...(DEPARTMENTS.includes(department) ? [] : [finding(['asks', department], 'asks', `unknown department "${department}"`, `Did you mean ${suggest(department, DEPARTMENTS) ?? DEPARTMENTS.join(', ')}?`)]),
      ...(ask.trim().endsWith('?') ? [] : [finding(['asks', department], 'asks', `"${ask}" is no question`, 'An ask is one question and ends with "?".')]),
    ]),
    ...doNotContact.domains.flatMap((domain, index) => (DOMAIN.test(domain) ? [] : [finding(['doNotContact', 'domains', index], 'doNotContact', `"${domain}" is no domain`, 'Write it like noreach.example; its subdomains are covered.')])),
  ];
}

/** A reason with a dot means a field; anything else is a word of the person's message. */
function checkReason(claim: string, reason: string, index: number): ConfigFinding[] {
  if (!/^(person|lead|company)\./.test(reason) || FIELDS.some((field) => field === reason)) return [];
  return [finding(['claims', claim, 'for', index], `claim ${claim}`, `unknown field ${reason}`, `Did you mean ${suggest(reason, FIELDS) ?? 'a word of the message'}?`)];
}
