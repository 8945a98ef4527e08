/** What a company does, in the words of the pages it writes; the last ones are nothing that Rimewell sells to. */
export type Vertical =
  | 'food-manufacturing' | 'cold-storage' | 'grocery-distribution' | 'pharma-distribution'
  | 'staffing' | 'consultancy' | 'monitoring-equipment' | 'software' | 'events' | 'logistics' | 'pallets' | 'holding';

/**
 * What can be known of a company, and where:
 * `rich` the directory says enough for a fit; `enterprise` the same with 2,000 people or more; `unfit-listed` the directory
 * says enough against it; `web-…` only its own pages tell; `web-hard` not even those; `no-country` nobody says where it is.
 */
export type Group =
  | 'cast' | 'rich-na' | 'rich-emea' | 'rich-dach' | 'enterprise' | 'unfit-listed' | 'web-fit-na' | 'web-fit-emea' | 'web-unfit' | 'web-hard' | 'no-country';

/** One line of config/directory.csv. */
export interface DirectoryRow {
  readonly domain: string;
  readonly aliasDomains: readonly string[];
  readonly name: string;
  readonly country: string | null;
  readonly employees: number | null;
  readonly vertical: string | null;
  readonly coldSites: number | null;
  readonly certifications: readonly string[];
  readonly parent: string | null;
}

export interface OpenRole { readonly title: string; readonly place: string }

/** A page whose text is written by hand; all others follow from the company. */
export interface WrittenPage { readonly path: string; readonly title: string; readonly label: string; readonly main: string }

/** A company as it is; the directory and its own pages tell parts of it. */
export interface Company {
  readonly group: Group;
  readonly domain: string;
  /** Other names that lead to its site. */
  readonly aliasDomains: readonly string[];
  readonly name: string;
  /** ISO 3166-1 alpha-2; null where neither its pages nor anybody else says it. */
  readonly country: string | null;
  readonly town: string;
  readonly region: string;
  readonly employees: number;
  readonly vertical: Vertical;
  readonly coldSites: number;
  /** What its cold sites are called: `chilled bakeries`. */
  readonly siteWords: string;
  readonly certifications: readonly string[];
  readonly openRoles: readonly OpenRole[];
  /** Town of a site that was announced lately. */
  readonly newSite: string | null;
  readonly language: 'en' | 'de';
  readonly site: 'up' | 'down' | 'closed-to-robots' | 'none';
  readonly directory: readonly DirectoryRow[];
  /** What a provider sells of a company that the directory does not know. */
  readonly sold?: DirectoryRow;
  /** Replaces the pages that follow from the rest. */
  readonly pages: readonly WrittenPage[];
}

export const VERTICAL_LABELS: Readonly<Record<Vertical, string>> = {
  'food-manufacturing': 'Food manufacturing', 'cold-storage': 'Cold storage', 'grocery-distribution': 'Grocery distribution', 'pharma-distribution': 'Pharma distribution',
  staffing: 'Staffing', consultancy: 'Consultancy', 'monitoring-equipment': 'Monitoring equipment', software: 'Software', events: 'Event management', logistics: 'Freight forwarding',
  pallets: 'Pallets', holding: 'Holding',
};

/** The line that a directory which knows everything would have. */
export const fullRow = (company: Omit<Company, 'directory'>): DirectoryRow => ({
  domain: company.domain, aliasDomains: company.aliasDomains, name: company.name, country: company.country, employees: company.employees,
  vertical: VERTICAL_LABELS[company.vertical], coldSites: company.coldSites, certifications: company.certifications, parent: null,
});
