import { CAST_COMPANIES } from './cast-companies.js';
import type { Company } from './company.js';
import { fillerCompanies } from './filler-companies.js';
import { Random } from './random.js';

/** The companies there are. `config/directory.csv` is written from it, so there is one world and no seed to choose. */
export interface World {
  readonly companies: readonly Company[];
  /** By domain and by every other name that leads to them. */
  readonly byHost: ReadonlyMap<string, Company>;
}

export function buildWorld(): World {
  const filler = fillerCompanies(new Random('Rimewell'), new Set(CAST_COMPANIES.map(({ name }) => name)));
  const companies = [...CAST_COMPANIES, ...filler];
  return { companies, byHost: new Map(companies.flatMap((company) => [company.domain, ...company.aliasDomains].map((host) => [host, company]))) };
}
