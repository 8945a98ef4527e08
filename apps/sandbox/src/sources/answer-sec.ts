import type { SandboxAnswer, SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { World } from '../world/build-world.js';
import type { Company, Vertical } from '../world/company.js';

/** Whoever is smaller is not listed. */
const FEWEST_PEOPLE = 3_000;
const SIC: Partial<Record<Vertical, readonly [string, string]>> = {
  'food-manufacturing': ['2000', 'Food and Kindred Products'], 'cold-storage': ['4220', 'Public Warehousing & Storage'], 'grocery-distribution': ['5140', 'Wholesale-Groceries & Related Products'],
  'pharma-distribution': ['5122', 'Wholesale-Drugs, Proprietaries & Druggists\' Sundries'],
};

/** The SEC's list of who files with it, and what each one filed; only for who says whom to write to. */
export function answerSec({ host, path, headers }: SandboxRequest, world: World, journal: Journal): SandboxAnswer {
  const listed = world.companies.filter(({ country, employees, vertical }) => country === 'US' && employees >= FEWEST_PEOPLE && SIC[vertical]);
  const wanted = /^\/submissions\/CIK(\d{10})\.json$/.exec(path)?.[1];
  const company = wanted === undefined ? undefined : listed[Number(wanted) - 1];
  const answer: SandboxAnswer = !headers['user-agent']?.includes('@') ? { status: 403, body: 'Undeclared automated tool' }
    : path === '/files/company_tickers.json' ? { status: 200, body: Object.fromEntries(listed.map(({ name }, index) => [index, { cik_str: index + 1, ticker: tickerOf(name), title: name }])) }
    : company ? { status: 200, body: submissionsOf(company) }
    : { status: 404, body: 'Not Found' };
  journal.add({ kind: 'source-read', host, path, status: answer.status });
  return answer;
}

const tickerOf = (name: string): string => name.replace(/[^A-Za-z]/g, '').slice(0, 4).toUpperCase();

const submissionsOf = ({ name, town, vertical }: Company): object => ({
  name, sic: SIC[vertical]![0], sicDescription: SIC[vertical]![1], category: 'Accelerated filer', tickers: [tickerOf(name)], exchanges: ['NYSE'], formerNames: [],
  addresses: { business: { city: town, stateOrCountryDescription: null } }, filings: { recent: { form: ['10-K'], filingDate: ['2026-02-20'] } },
});
