import type { CompanyBrief, Fact, FactValue, Field, Fit, Question } from '#contracts';
import { chooseFacts, saySame } from './choose-facts.js';
import { classifyIndustry, industryLabel } from '../classify/classify-industry.js';
import { plainName, type DirectoryCompany, type DirectoryMatch } from './match-directory.js';
import { SAID_BY } from './said-by.js';

export const ASK_OWNER = 'askOwner@1';

/** More choices than that are no question for buttons: then the value is corrected by hand. */
const MOST_CHOICES = 5;

type Choice = Question['choices'][number];

/**
 * What only a person can settle about a lead that needs review, one question at a time: which of several companies it is,
 * else which value is right where sources contradict each other about something that decides the fit. Null when nothing is
 * open that an answer would settle. The same question always has the same id.
 */
export function askOwner({ match, fit, facts, company }: { match: DirectoryMatch; fit: Fit; facts: readonly Fact[]; company: CompanyBrief }): Question | null {
  if (fit.verdict !== 'needs_review') return null;
  return (match.outcome === 'ambiguous' ? askCompany(match.candidates, company.name) : null) ?? askConflict(fit, facts, company);
}

const questionOf = (field: Field, sentence: string, choices: Choice[]): Question => ({ id: `${field}:${choices.map(({ id }) => id).join('|')}`, sentence, choices });

/** The directory tells companies apart by name and domain; those that share both are no choice. `given`: the name that came with the lead. */
function askCompany(candidates: readonly DirectoryCompany[], given: string | null): Question | null {
  const severalDomains = new Set(candidates.map(({ domain }) => domain)).size > 1;
  const choices = candidates.map((one): Choice => ({
    id: `${plainName(one.name).replaceAll(' ', '-')}@${one.domain}`, label: one.name, detail: companyDetail(one, severalDomains),
    facts: [{ field: 'company.name', value: one.name }, { field: 'company.domain', value: one.domain }],
  }));
  if (new Set(choices.map(({ id }) => id)).size < choices.length) return null;
  const all = [...choices, ...neither(candidates, given)];
  return all.length > MOST_CHOICES ? null : questionOf('company.name', 'Which company is it?', all);
}

function companyDetail({ domain, country, employees, vertical }: DirectoryCompany, withDomain: boolean): string | null {
  const industry = vertical === null ? null : classifyIndustry(vertical);
  return [withDomain ? domain : null, country, employees === null ? null : peopleWords(employees), industry ? industryLabel(industry) : vertical].filter(Boolean).join(' · ') || null;
}

/** None of them: the name that was given stands, as a person's word, and nothing of the directory is taken. Not where a company has that name. */
function neither(candidates: readonly DirectoryCompany[], given: string | null): Choice[] {
  if (given === null || candidates.some(({ name }) => plainName(name) === plainName(given))) return [];
  return [{ id: 'neither', label: candidates.length === 2 ? 'Neither' : 'None of them', detail: `${given} is another company`, facts: [{ field: 'company.name', value: given }] }];
}

function askConflict(fit: Fit, facts: readonly Fact[], company: CompanyBrief): Question | null {
  const open = fit.criteria.find(({ id, state }) => state === 'conflicting' && fit.open.includes(id));
  const field = open?.fields[0];
  const chosen = field && chooseFacts(facts).get(field);
  if (!chosen) return null;
  const differing = [chosen.fact, ...chosen.conflicting].reduce<readonly Fact[]>((kept, fact) => (kept.some((one) => saySame(one, fact)) ? kept : [...kept, fact]), []);
  const choices = differing.slice(0, MOST_CHOICES).map(({ value, origin }): Choice => ({
    id: String(value).toLowerCase(), label: valueLabel(field, value), detail: SAID_BY[origin], facts: [{ field, value }],
  }));
  return choices.length < 2 ? null : questionOf(field, conflictSentence(field, company.name ?? company.domain ?? 'the company'), choices);
}

const peopleWords = (count: number): string => `${count.toLocaleString('en-US')} people`;

function valueLabel(field: Field, value: FactValue): string {
  if (typeof value === 'number') return field === 'company.employees' ? peopleWords(value) : value.toLocaleString('en-US');
  return field === 'company.industry' || field === 'company.kind' ? industryLabel(String(value)) : String(value);
}

function conflictSentence(field: Field, company: string): string {
  switch (field) {
    case 'company.employees': return `How many people work at ${company}?`;
    case 'company.country': return `Which country is ${company} in?`;
    case 'company.industry': case 'company.kind': return `What does ${company} do?`;
    case 'company.coldSites': return `How many cold sites does ${company} have?`;
    default: return `Sources disagree about ${company}. Which is right?`;
  }
}
