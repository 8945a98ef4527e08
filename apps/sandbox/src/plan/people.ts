import type { Company } from '../world/company.js';
import { asciiLetters } from '../world/filler-companies.js';
import { PEOPLE_NAMES } from '../world/names.data.js';
import { COUNTRY_NAMES, TONGUES } from '../world/places.data.js';
import type { Random } from '../world/random.js';
import { MESSAGES, TITLES } from './messages.data.js';
import type { Asking } from './planned-call.js';

/** Makes people who ask, each with a name of their own. */
export class People {
  private readonly used: Set<string>;

  /** `taken`: names that are somebody's already. */
  constructor(private readonly random: Random, taken: Iterable<string>) {
    this.used = new Set(taken);
  }

  /** Somebody from a company, by name, title and wish; the country is left out at times where a directory knows it. */
  at(company: Company): Asking {
    const { random } = this;
    const country = company.country ?? 'US';
    const speech = TONGUES[country] === 'german' ? 'german' : 'english';
    const { firstName, lastName } = this.name(country);
    return {
      email: `${asciiLetters(firstName)}.${asciiLetters(lastName)}@${company.domain}`, firstName, lastName,
      phone: phone(company.country, random), title: random.pick(TITLES[speech]),
      company: company.name, domain: random.chance(0.6) ? company.domain : null,
      country: company.country === null || (company.group === 'rich-na' && random.chance(0.15)) ? null : random.chance(0.7) ? COUNTRY_NAMES[country]! : country,
      employees: company.group.startsWith('rich') && random.chance(0.15) ? company.employees : null,
      message: random.pick(MESSAGES[speech]),
      consent: speech === 'german' ? random.chance(0.5) : random.chance(0.4) ? true : null,
    };
  }

  private name(country: string): { firstName: string; lastName: string } {
    const { first, last } = PEOPLE_NAMES[TONGUES[country]!];
    for (let attempt = 0; ; attempt += 1) {
      const [firstName, ownName] = [this.random.pick(first), this.random.pick(last)];
      // When most names are taken, people have two.
      const lastName = attempt < 20 ? ownName : `${ownName}-${this.random.pick(last)}`;
      const key = `${firstName} ${lastName}`;
      if (this.used.has(key)) continue;
      this.used.add(key);
      return { firstName, lastName };
    }
  }
}

/** Only numbers that are reserved for fiction; other countries have none. */
function phone(country: string | null, random: Random): string | null {
  if (random.chance(0.4)) return null;
  const last = String(random.int(0, 99)).padStart(2, '0');
  if (country === 'US' || country === 'CA') return `+1 ${random.pick(['207', '312', '416', '509'])} 555 01${last}`;
  return country === 'GB' ? `+44 20 7946 0${random.int(1, 9)}${last}` : null;
}
