import type { Field, Fit, Verdict } from '#contracts';

/** How a verdict is called on a screen. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { fit: 'Good fit', not_fit: 'Not a fit', needs_review: 'Needs your call' };

/** `Good fit, 75 of 100 points` */
export const fitWords = ({ verdict, points, possible }: Fit): string => `${VERDICT_WORDS[verdict]}, ${points} of ${possible} points`;

const FIELD_WORDS: Partial<Record<Field, string>> = {
  'person.firstName': 'first name', 'person.lastName': 'last name', 'person.email': 'e-mail', 'person.phone': 'phone', 'person.title': 'title',
  'lead.country': 'country', 'company.name': 'company', 'company.domain': 'company domain', 'company.country': "company's country", 'company.employees': 'people', 'company.industry': 'industry',
};

/** `company.openRoles` → `open roles` where no better word is known. */
export const fieldWords = (field: Field): string =>
  FIELD_WORDS[field] ?? field.slice(field.indexOf('.') + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Micro-units as dollars: `$0.02`. */
export const moneyWords = (micro: number): string => `$${(micro / 1_000_000).toFixed(2)}`;

export const countWords = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
