import { fold } from '../lead/normalize-text.js';
import { DEPARTMENTS, EXCEPTIONS, LEVELS, RANKS } from './titles.data.js';

/** Name of these rules in facts and records; a change of any outcome raises it. */
export const CLASSIFY_TITLE = 'classifyTitle@2';

export interface TitleClass {
  /** `owner | c-level | vp | director | manager | staff | entry`; null without a title. */
  readonly seniority: string | null;
  /** `quality | facilities | operations | purchasing | sales | marketing | finance | it | people`; null where the title does not say. */
  readonly department: string | null;
  /** What somebody does, finer than the department: `food-safety`, `warehousing`; null where the title does not say. */
  readonly role: string | null;
}

/** "VP at Northmoor Logistics": the company's name says nothing of the person. */
const EMPLOYER = /\s(?:at|@|bei|chez|presso)\s[^|,;]*/gi;
/** "Director, Office of the President": what stands before counts first. */
const BEFORE_OF = / (?:of|to|der|des|du|della|del) /;

/** Whoever leads a company and says no more leads all of it. */
const LEADS: ReadonlySet<string> = new Set(['owner', 'c-level']);

const first = <T>(table: readonly (readonly [RegExp, T])[], text: string): T | null => table.find(([words]) => words.test(text))?.[1] ?? null;

/** Seniority, department and role of a job title. */
export function classifyTitle(title: string): TitleClass {
  const words = fold(title.replace(EMPLOYER, ' ')) || fold(title);
  if (words === '') return { seniority: title.trim() ? 'staff' : null, department: null, role: null };
  const seniority = seniorityOf(words);
  const { department, roles } = DEPARTMENTS.find((one) => one.words.test(words))!;
  return { seniority, department, role: first(roles, words) ?? department ?? (LEADS.has(seniority) ? 'general-management' : null) };
}

function seniorityOf(words: string): string {
  const of = words.search(BEFORE_OF);
  return first(EXCEPTIONS, words) ?? (of < 0 ? null : first(RANKS, words.slice(0, of))) ?? first(RANKS, words) ?? 'staff';
}

/** A vendor's word for seniority in ours: `cxo` is `c-level`; null where it is none that we know. */
export const seniorityLevel = (word: string): string | null => LEVELS[fold(word)] ?? null;
