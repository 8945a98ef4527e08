import { fullRow, type Company, type DirectoryRow, type Group, type OpenRole, type Vertical } from './company.js';
import { COMPANY_NAMES } from './names.data.js';
import { PLACES, TONGUES } from './places.data.js';
import type { Random } from './random.js';

interface Recipe {
  readonly group: Group;
  readonly count: number;
  readonly countries: readonly string[];
  /** What is particular to the n-th company of the group. */
  readonly make: (index: number, random: Random) => { vertical: Vertical; employees: number } & Partial<Company>;
  readonly listing: (company: Omit<Company, 'directory'>, index: number) => DirectoryRow[];
}

const COLD: readonly Vertical[] = ['food-manufacturing', 'cold-storage', 'grocery-distribution', 'pharma-distribution'];
const NORTH_AMERICA = ['US', 'US', 'US', 'US', 'CA'];
const EMEA = ['GB', 'GB', 'GB', 'IE', 'NL', 'BE', 'SE', 'NO', 'DK', 'FI'];
const DACH = ['DE', 'DE', 'AT', 'CH'];

const CERTIFICATES: Readonly<Partial<Record<Vertical, readonly (readonly string[])[]>>> = {
  'food-manufacturing': [['BRCGS'], ['BRCGS', 'HACCP'], ['FSSC 22000']],
  'cold-storage': [['HACCP'], ['BRCGS', 'HACCP']],
  'grocery-distribution': [['HACCP'], ['FSSC 22000', 'HACCP']],
  'pharma-distribution': [['GDP']],
};
const SITE_WORDS: Readonly<Partial<Record<Vertical, readonly string[]>>> = {
  'food-manufacturing': ['chilled bakeries', 'chilled kitchens', 'chilled dairies'],
  'cold-storage': ['cold stores', 'refrigerated warehouses'],
  'grocery-distribution': ['chilled depots', 'temperature-controlled depots'],
  'pharma-distribution': ['temperature-controlled warehouses'],
};
const LAST_NAMES: Readonly<Record<Vertical, readonly string[]>> = {
  'food-manufacturing': ['Foods', 'Bakeries', 'Dairy', 'Chilled Meals', 'Creamery', 'Kitchens'],
  'cold-storage': ['Cold Storage', 'Cold Stores', 'Refrigerated Warehousing'],
  'grocery-distribution': ['Grocers Supply', 'Food Distribution', 'Wholesale Grocers'],
  'pharma-distribution': ['Pharma Distribution', 'Medical Wholesale'],
  staffing: ['Staffing', 'People Supply'], consultancy: ['Advisory', 'Partners'], 'monitoring-equipment': ['Instruments', 'Loggers'],
  software: ['Software', 'Apps'], events: ['Events'], logistics: ['Freight', 'Forwarding'], pallets: ['Pallets'], holding: ['Group'],
};

/** Titles that the profile counts, and titles that it does not. */
const COLD_ROLES = ['Refrigeration Engineer', 'Refrigeration Technician', 'Cold Store Supervisor', 'Quality Manager', 'HACCP Coordinator'];
const OTHER_ROLES = ['Delivery Driver', 'Payroll Clerk', 'Line Leader', 'Customer Service Adviser', 'Forklift Driver', 'Accounts Assistant', 'Night Loader', 'Receptionist', 'Planner'];

const cold = (index: number, random: Random, [least, most]: [number, number]) => {
  const vertical = COLD[index % COLD.length]!;
  return { vertical, employees: random.int(least, most), coldSites: random.int(2, 9), siteWords: random.pick(SITE_WORDS[vertical]!), certifications: random.pick(CERTIFICATES[vertical]!) };
};
const listed: Recipe['listing'] = (company) => [fullRow(company)];
const unlisted: Recipe['listing'] = () => [];

const UNFIT: readonly Vertical[] = ['software', 'events', 'logistics'];
const RULED_OUT: readonly Vertical[] = ['staffing', 'consultancy', 'monitoring-equipment', 'food-manufacturing'];
const HARD: readonly Company['site'][] = ['down', 'closed-to-robots', 'none', 'none'];

const RECIPES: readonly Recipe[] = [
  { group: 'rich-na', count: 56, countries: NORTH_AMERICA, make: (index, random) => cold(index, random, [120, 1_900]), listing: listed },
  { group: 'rich-emea', count: 26, countries: EMEA, make: (index, random) => cold(index, random, [110, 1_800]), listing: listed },
  { group: 'rich-dach', count: 12, countries: DACH, make: (index, random) => ({ ...cold(index, random, [150, 1_700]), siteWords: 'Kühlhäuser', language: 'de' }), listing: listed },
  { group: 'enterprise', count: 8, countries: ['US', 'US', 'GB', 'CA'], make: (index, random) => ({ ...cold(index, random, [2_100, 4_800]), coldSites: random.int(8, 20) }), listing: listed },
  // Every second one is what Rimewell looks for, but where it does not sell.
  {
    group: 'unfit-listed', count: 12, countries: ['US', 'FR', 'GB', 'ES', 'CA', 'PL', 'US', 'AU'], listing: listed,
    make: (index, random) => (index % 2 === 1 ? cold(index, random, [120, 900]) : { vertical: UNFIT[(index / 2) % UNFIT.length]!, employees: random.int(60, 700) }),
  },
  { group: 'web-fit-na', count: 12, countries: NORTH_AMERICA, make: (index, random) => cold(index, random, [130, 900]), listing: unlisted },
  { group: 'web-fit-emea', count: 10, countries: EMEA, make: (index, random) => cold(index, random, [130, 900]), listing: unlisted },
  // Agencies, advisers and makers of what Rimewell makes; and some that are too small, which takes two sources to say.
  {
    group: 'web-unfit', count: 8, countries: ['US', 'GB', 'CA', 'IE'],
    make: (index, random) => ({ vertical: RULED_OUT[index % RULED_OUT.length]!, employees: random.int(18, 60), ...(index % RULED_OUT.length === 3 ? { coldSites: 1, siteWords: 'chilled kitchens' } : {}) }),
    listing: (company, index) => (index % RULED_OUT.length === 3 ? [{ ...fullRow(company), employees: company.employees - 2, coldSites: null }] : []),
  },
  { group: 'web-hard', count: 4, countries: ['US', 'GB', 'US', 'NL'], make: (index, random) => ({ ...cold(index, random, [130, 900]), site: HARD[index]! }), listing: unlisted },
  { group: 'no-country', count: 3, countries: ['US'], make: (index, random) => ({ ...cold(index, random, [130, 900]), country: null, town: 'the harbour', region: 'the coast', openRoles: [], newSite: null, site: index === 0 ? 'up' : 'none' }), listing: unlisted },
];

/** All companies that are not of the cast; the same for the same chance. */
export function fillerCompanies(random: Random, taken: ReadonlySet<string>): Company[] {
  const names = new Names(random, taken);
  return RECIPES.flatMap((recipe) => Array.from({ length: recipe.count }, (_, index) => fillerCompany(recipe, index, random, names)));
}

function fillerCompany({ group, countries, make, listing }: Recipe, index: number, random: Random, names: Names): Company {
  const country = countries[index % countries.length]!;
  const { vertical, employees, ...particular } = make(index, random);
  const { name, domain } = names.next(country, vertical);
  const places = random.shuffle(PLACES[country]!);
  const { town, region } = places[0]!;
  const towns = places.map((place) => place.town);
  const company: Omit<Company, 'directory'> = {
    group, domain, aliasDomains: [], name, country, town, region, employees, vertical,
    coldSites: 0, siteWords: 'cold stores', certifications: [],
    openRoles: isCold(vertical) ? openRoles(towns, random) : [],
    newSite: isCold(vertical) && random.chance(0.2) ? random.pick(towns) : null,
    language: 'en', site: 'up', pages: [], ...particular,
  };
  return { ...company, directory: listing(company, index) };
}

const isCold = (vertical: Vertical): boolean => COLD.includes(vertical);

function openRoles(towns: readonly string[], random: Random): OpenRole[] {
  const titles = [...random.shuffle(COLD_ROLES).slice(0, random.int(0, 3)), ...random.shuffle(OTHER_ROLES).slice(0, random.int(1, 5))];
  return random.shuffle(titles).map((title) => ({ title, place: random.pick(towns) }));
}

/** Invented names, each once. */
class Names {
  private readonly used: Set<string>;

  constructor(private readonly random: Random, taken: ReadonlySet<string>) {
    this.used = new Set(taken);
  }

  next(country: string, vertical: Vertical): { name: string; domain: string } {
    const { first, last } = COMPANY_NAMES[TONGUES[country]!];
    for (;;) {
      const stem = this.random.pick(first) + this.random.pick(last);
      if (this.used.has(stem)) continue;
      this.used.add(stem);
      const name = `${stem} ${this.random.pick(LAST_NAMES[vertical])}`;
      return { name, domain: `${asciiLetters(name)}.example` };
    }
  }
}

/** `Brunnbüttel Foods` → `brunnbuettelfoods` */
export const asciiLetters = (text: string): string =>
  text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('æ', 'ae').replaceAll('ł', 'l')
    .normalize('NFKD').replace(/[^a-z0-9]/g, '');
