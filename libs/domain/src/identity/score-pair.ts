import { isFreeMail } from '../lead/company-domain.js';
import { normalizeEmail } from '../lead/normalize-email.js';
import { canonicalCompany } from './canonical.js';
import { compareNames } from './person-names.js';

/** Name of the rules below; a change of any outcome raises it. */
export const SCORE_PAIR = 'score-pair@1';

/** What a lead says of who it is. */
export interface PersonRecord {
  /** Lead id. */
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** The account it belongs to: an id, else the company's domain; null where it is not known or ambiguous. */
  readonly account: string | null;
  /** Company name as it was typed. */
  readonly company: string | null;
}

export interface PairScore {
  /** 0..1, three decimals. */
  readonly score: number;
  /** Sentences for the person who decides; personal where they quote first names. */
  readonly reasons: readonly string[];
}

/** What a name leaves in doubt, and how much of a doubt remains after each further agreement. */
const NAME_DOUBT = 0.45;
const REMAINS = { phone: 0.15, company: 0.2, companyName: 0.4, mailboxName: 0.4 };
/** The same without names to compare: people share phones, fewer share the name of a mailbox. */
const REMAINS_NAMELESS = { phone: 0.4, mailboxName: 0.25 };
const OTHER_COMPANY = 0.7;
const OTHER_NAME = 0.3;

/**
 * How sure it is that two leads are one person, and why. Symmetric; a lead with itself is 1, and so are two of one mailbox.
 * A name says little by itself: without a phone number, a company or a mailbox in common it stays below 0.6, whatever the mailboxes.
 * A score only puts a pair before a person; nothing is merged by it.
 */
export function scorePair(a: PersonRecord, b: PersonRecord): PairScore {
  if (a.id === b.id) return { score: 1, reasons: ['same record'] };
  const [mail, otherMail] = [normalizeEmail(a.email), normalizeEmail(b.email)];
  if (mail && mail.canonical === otherMail?.canonical) return { score: 1, reasons: ['same mailbox'] };

  const agreement = compareNames(a, b);
  const isPhone = a.phone !== null && a.phone === b.phone;
  const isCompany = a.account !== null && a.account === b.account;
  const isOtherCompany = a.account !== null && b.account !== null && !isCompany;
  const isCompanyName = !isCompany && !isOtherCompany && plainCompany(a) !== '' && plainCompany(a) === plainCompany(b);
  const isMailboxName = isCompany && mailboxName(a) !== null && mailboxName(a) === mailboxName(b);
  const reasons = [
    ...(agreement ? [agreement.reason] : []),
    ...(isPhone ? ['same phone number'] : []),
    ...(isCompany ? ['same company'] : []),
    ...(isCompanyName ? ['same company name'] : []),
    ...(isMailboxName ? ['same mailbox name at another domain of the company'] : []),
    ...(isOtherCompany ? ['different companies'] : []),
  ];
  const nameless = 1 - (isPhone ? REMAINS_NAMELESS.phone : 1) * (isMailboxName ? REMAINS_NAMELESS.mailboxName : 1);
  if (!agreement) return { score: round(nameless), reasons };
  if (agreement.share === 0) return { score: round(Math.min(OTHER_NAME, nameless)), reasons };

  const doubt = NAME_DOUBT * (isPhone ? REMAINS.phone : 1) * (isCompany ? REMAINS.company : 1) * (isCompanyName ? REMAINS.companyName : 1) * (isMailboxName ? REMAINS.mailboxName : 1);
  // A person who changed company keeps name and mobile phone.
  return { score: round(agreement.share * (1 - doubt) * (isOtherCompany && !isPhone ? OTHER_COMPANY : 1)), reasons };
}

const round = (score: number): number => Math.round(score * 1_000) / 1_000;

/** The company's plain name; empty where none was typed. */
export const plainCompany = ({ company }: PersonRecord): string => (company ? canonicalCompany(company).plain : '');

/** Mailboxes of an office, not of a person. */
const OFFICES: ReadonlySet<string> = new Set(['info', 'sales', 'office', 'contact', 'hello', 'mail', 'admin', 'support', 'service', 'team', 'enquiries', 'enquiry', 'orders', 'order', 'purchasing', 'einkauf', 'vertrieb', 'kontakt', 'post', 'hr', 'jobs', 'accounts', 'billing', 'logistics', 'operations', 'marketing', 'no-reply', 'noreply']);

/** What stands before the @ of a person's mailbox at their company; null at a mailbox provider and for an office. */
export function mailboxName({ email }: PersonRecord): string | null {
  const mail = normalizeEmail(email);
  if (!mail || isFreeMail(mail.domain)) return null;
  const local = mail.canonical.slice(0, mail.canonical.lastIndexOf('@'));
  return OFFICES.has(local) ? null : local;
}
