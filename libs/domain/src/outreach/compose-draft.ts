import type { CompanyBrief, DraftBlock, DraftContent, DraftSentence, Evidence, LeadPerson, OutreachConfig } from '#contracts';
import { chooseClaims, sharedPhrase } from './choose-claims.js';
import { chooseOpeners } from './choose-openers.js';
import { isName } from './forbidden-words.js';
import { quoteMessage } from './quote-message.js';

/** Name of this writer in drafts; a change of any text raises it. */
export const TEMPLATE_WRITER = 'template@1';

export interface DraftBrief {
  person: LeadPerson;
  /** Chooses the ask: `operations`, `quality`, …; null takes the default. */
  department: string | null;
  company: Pick<CompanyBrief, 'name'>;
  evidence: readonly Evidence[];
  claims: OutreachConfig['claims'];
  asks: OutreachConfig['asks'];
  owner: { name: string };
  sender: OutreachConfig['sender'];
  /** What the person wrote, if they want something from us; null else. */
  message: string | null;
}

/**
 * Writes the first mail from what is proven: answers the person's own words, says what was found (each statement with its
 * evidence), two approved claims, one ask. Without evidence it says nothing about the company. Blocked when there is nobody
 * to write to or nothing that may be claimed.
 */
export function composeDraft(brief: DraftBrief): DraftContent | DraftBlock {
  const { person, owner, sender } = brief;
  if (!person.email) return block('no_address', 'No draft: no e-mail address was given.', person.phone ? 'call' : null);
  const openers = chooseOpeners(brief.evidence);
  const fields = brief.evidence.map(({ field }) => field);
  const claims = chooseClaims(brief.claims, sender.company, brief.message, fields);
  if (claims.length === 0) return block('no_claims', 'No draft: there is no approved statement to make.', 'add one under claims in outreach.yaml');

  const asked = quoteMessage(brief.message);
  const sentences: DraftSentence[] = [
    said('greeting', isName(person.firstName) ? `Hi ${person.firstName},` : 'Hello,'),
    ...(asked ? [said('answer', `Thank you for writing to us about "${asked}".`)] : []),
    ...(openers.length > 0 ? [{ ...said('opener', sentenceOf(openers.map(({ text }) => text))), evidenceIds: openers.flatMap(({ evidenceIds }) => evidenceIds) }] : []),
    ...claims.map(({ id, text }) => ({ ...said('value', text), claimIds: [id] })),
    said('ask', askOf(brief)),
    said('signoff', owner.name),
  ];
  return { to: person.email, subject: subjectOf(brief), sentences, footer: footerOf(owner.name, sender) };
}

/** Whether there is no draft, and why. */
export const isDraftBlock = (result: DraftContent | DraftBlock): result is DraftBlock => 'code' in result;

export const footerOf = (ownerName: string, sender: OutreachConfig['sender']): string =>
  [`${ownerName}, ${sender.company}, ${sender.postalAddress}`, sender.optOut, sender.dataSource].join('\n');

function subjectOf({ claims, message, company, sender }: DraftBrief): string {
  const phrase = sharedPhrase(claims, message);
  const about = phrase ? capital(phrase) : message ? 'Your message' : sender.company;
  return isName(company.name) && !(message && !phrase) ? `${about} for ${company.name}` : about;
}

const askOf = ({ asks, department }: DraftBrief): string => (department !== null && Object.hasOwn(asks, department) ? asks[department]! : asks.default);

const sentenceOf = (parts: readonly string[]): string => `${capital(parts.join(', and '))}.`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const said = (role: DraftSentence['role'], text: string): DraftSentence => ({ text, role, evidenceIds: [], claimIds: [] });
const block = (code: string, sentence: string, suggestion: string | null): DraftBlock => ({ code, sentence, suggestion });
