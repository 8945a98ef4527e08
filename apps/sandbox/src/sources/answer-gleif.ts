import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { World } from '../world/build-world.js';
import type { Company } from '../world/company.js';

const JSON_API = { 'content-type': 'application/vnd.api+json' };
/** Whoever is smaller has had no reason to ask for a number. */
const FEWEST_PEOPLE = 500;

/** The LEI register of GLEIF: companies of some size that say where they are. */
export function answerGleif({ host, path, query }: SandboxRequest, world: World, journal: Journal): SandboxAnswer {
  const name = query.get('filter[entity.legalName]')?.toLowerCase();
  const country = query.get('filter[entity.legalAddress.country]');
  const isList = path === '/api/v1/lei-records' && name !== undefined;
  const found = isList ? world.companies.filter((company) => company.country !== null && company.employees >= FEWEST_PEOPLE && company.name.toLowerCase().includes(name) && (country === null || company.country === country)) : [];
  const answer: SandboxAnswer = isList
    ? { status: 200, headers: JSON_API, body: { meta: { pagination: { currentPage: 1, perPage: 20, total: found.length } }, data: found.slice(0, 20).map(recordOf) } }
    : { status: 404, headers: JSON_API, body: { errors: [{ status: '404', title: 'Not Found' }] } };
  journal.add({ kind: 'source-read', host, path, status: answer.status });
  return answer;
}

function recordOf({ domain, name, town, country }: Company): object {
  const lei = `5493${createHash('sha256').update(domain).digest('hex').slice(0, 16).toUpperCase()}`;
  const address = { addressLines: ['1 Mill Lane'], city: town, country };
  return {
    type: 'lei-records', id: lei,
    attributes: {
      lei,
      entity: { legalName: { name, language: 'en' }, otherNames: [], legalAddress: address, headquartersAddress: address, jurisdiction: country, status: 'ACTIVE' },
      registration: { status: 'ISSUED', lastUpdateDate: '2026-06-12T06:45:00Z' },
    },
  };
}
