import type { FactValue, Field } from '#contracts';
import { isFreeMail, registrableDomain } from '../lead/company-domain.js';
import { normalizeCountry } from '../lead/normalize-country.js';
import { normalizeEmail } from '../lead/normalize-email.js';
import { normalizePhone } from '../lead/normalize-phone.js';
import { manyLines, oneLine } from '../lead/normalize-text.js';
import { classifyIndustry, INDUSTRIES } from './classify-industry.js';
import { classifyTitle, seniorityLevel } from './classify-title.js';
import { readSize, readWhole } from './read-size.js';
import { DEPARTMENTS, SENIORITIES } from './titles.data.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const READ_VALUE = 'readValue@1';

/** `unknown`: it may well be right, but cannot be held as its field holds it. `why` follows the field's name: `"many" is no whole number`. */
export type ReadValue =
  | { readonly validity: 'valid'; readonly value: FactValue }
  | { readonly validity: 'invalid'; readonly why: string }
  | { readonly validity: 'unknown'; readonly why: string };

export interface ReadContext {
  /** ISO 3166-1 alpha-2; what a phone number without an international prefix is read with. */
  readonly country: string | null;
}

/** `said`: the value as it is quoted in a reason. */
type Reader = (text: string, said: string, context: ReadContext) => ReadValue;

const held = (value: FactValue | null, why: string, otherwise: 'invalid' | 'unknown' = 'invalid'): ReadValue => (value === null ? { validity: otherwise, why } : { validity: 'valid', value });
const oneOf = (known: readonly string[]): string => `Known: ${known.join(', ')}`;

const line: Reader = (text) => held(oneLine(text), 'is empty');
const whole: Reader = (text, said) => held(readWhole(text), `${said} is no whole number`);
const country: Reader = (text, said) => held(normalizeCountry(text), `${said} is no country. Write it like GB or Germany`);
const MESSAGES = ['buying', 'support', 'job_seeker', 'vendor', 'unclear'];

const employees: Reader = (text, said) => {
  const size = readSize(text);
  if (size.employees !== null) return { validity: 'valid', value: size.employees };
  if (size.band !== null) return { validity: 'unknown', why: `${said} is a range and no number` };
  return readWhole(text) === 0 ? { validity: 'unknown', why: `${said} is no number of people` } : { validity: 'invalid', why: `${said} is no whole number` };
};

const domain: Reader = (text, said) => {
  const found = registrableDomain(text);
  if (found !== null && isFreeMail(found)) return { validity: 'invalid', why: `${said} is where anybody can have a mailbox. Write the domain of the company` };
  return held(found, `${said} is no domain. Write it like northmoor.example`);
};

/** "Engineering" alone, as vendors write it, is that of a plant or that of software. */
const EITHER = /^engineering[ _&]*(technical)?$/i;
const department: Reader = (text, said) => {
  const known = new Set(DEPARTMENTS.flatMap((one) => one.department ?? []));
  return held(EITHER.test(text) ? null : classifyTitle(text).department, `${said} is not known. ${oneOf([...known])}`, 'unknown');
};

const list: Reader = (text) => {
  const names = text.split(/[;,]/).flatMap((name) => oneLine(name) ?? []);
  return held(names.length > 0 ? names : null, 'is empty');
};

/** One line per field. */
const READERS: Readonly<Record<Field, Reader>> = {
  'person.firstName': line,
  'person.lastName': line,
  'person.email': (text, said) => held(normalizeEmail(text)?.address ?? null, `${said} is no e-mail address`),
  'person.phone': (text, said, context) => held(normalizePhone(text, context.country), `${said} is no phone number, or one without its country`, /\d{4}/.test(text.replace(/\D/g, '')) ? 'unknown' : 'invalid'),
  'person.title': line,
  'person.seniority': (text, said) => held(SENIORITIES.includes(text) ? text : seniorityLevel(text), `${said} is not known. ${oneOf(SENIORITIES)}`, 'unknown'),
  'person.department': department,
  'lead.messageClass': (text, said) => held(MESSAGES.includes(text) ? text : null, `${said} is not known. ${oneOf(MESSAGES)}`),
  'lead.country': country,
  'company.name': line,
  'company.domain': domain,
  'company.country': country,
  'company.employees': employees,
  'company.sizeBand': (text, said) => held(readSize(text).band, `${said} is no size of a company, or lies in two bands`, 'unknown'),
  'company.industry': (text, said) => held(classifyIndustry(text), `${said} is not known. ${oneOf(INDUSTRIES.map(({ label }) => label))}`, 'unknown'),
  'company.coldSites': whole,
  'company.certifications': list,
  'company.openRoles': whole,
  // Whatever it is that is none of the kinds we know: it is not one of those that rule a company out.
  'company.kind': (text) => held(classifyIndustry(text) ?? oneLine(text), 'is empty'),
  'company.newSite': line,
  'company.description': (text) => held(manyLines(text), 'is empty'),
};

/** A value as its field holds it, out of the words of a vendor, a file or a person; or why it cannot be held. The only place where a raw value of a field is judged. */
export function readValue(field: Field, raw: FactValue, context: ReadContext = { country: null }): ReadValue {
  const text = [raw].flat().join('; ').trim();
  return text === '' ? { validity: 'invalid', why: 'is empty' } : READERS[field](text, JSON.stringify(raw), context);
}
