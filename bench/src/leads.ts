/** A lead as a program sends it to `POST /api/leads`. */
export interface BenchLead {
  readonly email: string;
  readonly fullName: string;
  readonly title: string;
  readonly company: string;
  readonly message: string;
  readonly country: string;
}

/** Companies of the directory; leads go round them. */
export const COMPANIES = 1_000;
/** Leads in one call. */
export const CALL = 100;

/** Where companies are, in turn: each pool of reps gets half of them. */
export const COUNTRIES = ['US', 'CA', 'GB', 'IE'];
const TITLES = ['Operations Director', 'Head of Quality', 'Buyer'];
const MESSAGE = 'We need temperature monitoring for our cold rooms, please send a quote.';

/** The n-th lead: the same at every call, and nobody else's. */
export const lead = (n: number): BenchLead => ({
  email: `person.${n}@cold${n % COMPANIES}.example`, fullName: `Person Number${n}`, title: TITLES[n % TITLES.length]!,
  company: `Cold Store ${n % COMPANIES}`, message: MESSAGE, country: COUNTRIES[n % COUNTRIES.length]!,
});

/** `count` leads from the `first` on. */
export const leadsFrom = (first: number, count: number): BenchLead[] => Array.from({ length: count }, (_, index) => lead(first + index));
