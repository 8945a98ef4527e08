import { getDomainWithoutSuffix } from 'tldts';
import { isOwnedBy, type Account, type AccountGraph } from './account-graph.js';
import { canonicalCompany } from './canonical.js';
import type { PairScore } from './score-pair.js';
import { similarNames } from './similar-names.js';

/** What an equal name leaves in doubt, and how much of a doubt remains after each further agreement. */
const NAME_DOUBT = 0.3;
const REMAINS = { label: 0.2, country: 0.6 };
const OTHER_COUNTRY = 0.8;
const OTHER_FORM = 0.8;
/** One label under two suffixes, whatever the names: `larkmoor.com`, `larkmoor.co.uk`. */
const LABEL = { least: 0.75, withName: 0.2 };

/**
 * How sure it is that two accounts are one company, and why. Symmetric; an account with itself is 1. Accounts of which one owns the
 * other are two. A score only puts a pair before a person; nothing is merged by it.
 */
export function scoreAccounts(graph: Pick<AccountGraph, 'parents'>, a: Account, b: Account): PairScore {
  if (a.id === b.id) return { score: 1, reasons: ['same record'] };
  if (isOwnedBy(graph, a.id, b.id) || isOwnedBy(graph, b.id, a.id)) return { score: 0, reasons: ['one belongs to the other'] };
  const alike = Math.max(0, ...[...a.names].flatMap((name) => [...b.names].map((other) => similarNames(name, other))));
  const label = [...labels(a)].filter((one) => labels(b).has(one)).sort()[0];
  const [country, otherCountry] = [a.company.country, b.company.country];
  const isCountry = country !== null && country === otherCountry;
  const isOtherCountry = country !== null && otherCountry !== null && !isCountry;
  const [form, otherForm] = [a, b].map(({ company }) => canonicalCompany(company.name).legalForm);
  const isOtherForm = isCountry && form != null && otherForm != null && form !== otherForm;
  const byName = alike * (1 - NAME_DOUBT * (label ? REMAINS.label : 1) * (isCountry ? REMAINS.country : 1));
  const byLabel = label ? LABEL.least + LABEL.withName * alike : 0;
  const score = Math.max(byName, byLabel) * (isOtherCountry && !label ? OTHER_COUNTRY : 1) * (isOtherForm ? OTHER_FORM : 1);
  return {
    score: Math.round(score * 1_000) / 1_000,
    reasons: [
      ...(alike === 1 ? ['same name'] : alike >= 0.6 ? ['similar names'] : []),
      ...(label ? [`${label} under two endings`] : []),
      ...(isCountry ? ['same country'] : []),
      ...(isOtherCountry ? ['different countries'] : []),
      ...(isOtherForm ? ['different legal forms in one country'] : []),
    ],
  };
}

/**
 * What an account is looked up by, so that not every pair has to be scored: its words, of which the common ones make blocks too large
 * to count; its whole name without spaces and without vowels, for slips; the labels of its domains. A slip in a consonant of a name of
 * one word is not found.
 */
export const accountKeys = (account: Account): string[] => [
  ...[...account.names].flatMap((name) => [...name.split(' ').map((word) => `word ${word}`), `name ${name.replaceAll(' ', '')}`, `sound ${name.replace(/[ aeiou]|(.)(?=\1)/g, '')}`]),
  ...[...labels(account)].map((label) => `label ${label}`),
];

const SHORTEST_LABEL = 5;
const labels = ({ domains }: Account): Set<string> => new Set([...domains].flatMap((domain) => getDomainWithoutSuffix(domain, { allowPrivateDomains: true }) ?? []).filter((label) => label.length >= SHORTEST_LABEL));
