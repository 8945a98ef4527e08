import type { Field, FactValue, LeadRow, Owner } from '#contracts';
import { countWords, fieldWords, moneyWords, VERDICT_WORDS } from '../../src/projections/words';

export { countWords, fieldWords, moneyWords, VERDICT_WORDS };

const MINUTE = 60_000;

/** A length of time in its largest unit: `56 min`, `3 h`, `2 days`. */
export function spanWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / 1440)} days`;
}

/** `4 min ago` */
export const agoWords = (at: string, now: number): string => (now - Date.parse(at) < MINUTE ? 'just now' : `${spanWords(now - Date.parse(at))} ago`);

/** `answer within 56 min`, or that it is too late for that. */
export function leftWords(answerBy: string, now: number): { text: string; late: boolean } {
  const left = Date.parse(answerBy) - now;
  return left >= 0 ? { text: `answer within ${spanWords(left)}`, late: false } : { text: `${spanWords(-left)} late`, late: true };
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateAndClock = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** `09:31:04` today, `22 Nov, 09:31` before; in the reader's time zone. */
export function timeWords(at: string, now: number = Date.now()): string {
  const then = new Date(at);
  return date.format(then) === date.format(now) && now - then.getTime() < 86_400_000 ? clock.format(then) : dateAndClock.format(then);
}

export const ownerWords = (owner: Owner | null): string => (owner === null ? 'Nobody yet' : owner.kind === 'rep' ? owner.name : owner.label);

export const DRAFT_WORDS: Readonly<Record<LeadRow['draft'] | 'expired' | 'void', string>> = {
  none: 'No draft yet', ready: 'Draft ready', blocked: 'No draft', approved: 'Draft approved', rejected: 'Draft rejected', sent: 'Sent', expired: 'Draft expired', void: 'Draft replaced',
};

/** `food-manufacturing` → `food manufacturing` */
export const slugWords = (slug: string): string => slug.replaceAll(/[-_]/g, ' ');

/** `Pelham & Rye Foods · food manufacturing · 620 · GB`; what is not known is left out. */
export const companyParts = ({ industry, employees, country }: LeadRow['company'], people = ''): string[] =>
  [industry && slugWords(industry), employees === null ? null : `${employees.toLocaleString('en-US')}${people}`, country].filter((part) => typeof part === 'string');

const SLUGS: ReadonlySet<Field> = new Set<Field>(['company.industry', 'company.kind', 'lead.messageClass', 'person.seniority', 'person.department']);

/** A value as a person writes it. */
export function valueWords(field: Field, value: FactValue): string {
  if (Array.isArray(value)) return value.join(', ') || 'none';
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return SLUGS.has(field) ? slugWords(value) : value;
}

/** `company.employees` → `People`, as the head of a line. */
export const fieldTitle = (field: Field): string => {
  const words = fieldWords(field);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The words of a quote on one line. */
export const quoteWords = (quote: string): string => quote.replaceAll(/\s*\n\s*/g, ' · ');

/** Host of a saved page: `pelhamrye.example/about`, without scheme and last slash. */
export const pageWords = (url: string): string => url.replace(/^[a-z]+:\/\/(www\.)?/, '').replace(/\/$/, '');
