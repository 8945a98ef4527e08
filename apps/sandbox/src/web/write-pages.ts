import type { Company, WrittenPage } from '../world/company.js';
import { COUNTRY_NAMES } from '../world/places.data.js';
import { Random } from '../world/random.js';
import { CALLINGS, capital, escapeHtml, inWords, OFFERS } from './words.js';

/** The pages of a company's site without their frame, in the order of the navigation. `now` dates its news. */
export function writePages(company: Company, now: number): readonly WrittenPage[] {
  if (company.pages.length > 0) return company.pages;
  const random = new Random(company.domain);
  const write = company.language === 'de' ? german(company, random, now) : english(company, random, now);
  return write.filter((page) => page !== null);
}

const paragraph = (...sentences: (string | null)[]): string => `<p>${sentences.filter((sentence) => sentence !== null).map(escapeHtml).join(' ')}</p>`;
const page = (path: string, label: string, title: string, ...parts: string[]): WrittenPage => ({ path, label, title, main: `<h1>${escapeHtml(title)}</h1>${parts.join('')}` });
const number = (count: number): string => count.toLocaleString('en-US');
const dayBefore = (now: number, days: number): string => new Date(now - days * 86_400_000).toISOString().slice(0, 10);

function english(company: Company, random: Random, now: number): (WrittenPage | null)[] {
  const { name, vertical, employees, coldSites, siteWords, region, town, country, certifications, openRoles, newSite } = company;
  const isAgency = vertical === 'staffing' || vertical === 'consultancy' || vertical === 'monitoring-equipment';
  const calling = `${name} is ${CALLINGS[vertical].en}.`;
  const sites = coldSites >= 2 ? `${inWords(coldSites, 'en')} ${siteWords}` : null;
  const where = sites && random.pick([`We run ${sites} across ${region}.`, `From ${sites} across ${region} we deliver before the doors open.`, `${name} operates ${sites} across ${region}.`]);
  const people = random.pick([`None of it works without our ${number(employees)} people.`, `We employ ${number(employees)} people.`, `Today we are a team of ${number(employees)} people.`, `The company has ${number(employees)} employees.`]);
  const founded = random.pick([`It began in ${random.int(1921, 1998)} with one van and a handshake.`, `Founded in ${random.int(1921, 1998)}, we are still owned by the family.`, 'What started as a market stall is now in its third generation.']);
  const certified = certifications.length > 0 ? random.pick([`We are certified to ${certifications.join(' and ')}.`, `Our sites are ${certifications.join(' and ')} certified.`]) : null;
  const address = country ? `${name}, ${random.int(2, 90)} ${random.pick(['Tannery Row', 'Dock Street', 'Mill Lane', 'Orchard Way'])}, ${town}, ${COUNTRY_NAMES[country]}` : null;
  return [
    page('/', 'Home', random.pick([name, `Welcome to ${name}`, capital(OFFERS[vertical])]),
      paragraph(isAgency || random.chance(0.6) ? calling : null, `We bring ${OFFERS[vertical]}.`),
      where ? paragraph(where) : '',
      paragraph(random.pick(['Ask for a tour: we like to show what we do.', 'Call before noon and speak to somebody who knows your order.', 'Our customers stay, on average, longer than our vans.']))),
    page('/about', random.pick(['About', 'About us', 'Who we are']), 'Who we are', paragraph(founded, calling), paragraph(people), address ? paragraph(`You find us at ${address}.`) : ''),
    sites ? page('/locations', random.pick(['Locations', 'Where we are', 'Our sites']), 'Where we are', paragraph(`${capital(sites)}, one way of working.`), address ? `<address>${escapeHtml(address)}</address>` : '') : null,
    certified ? page('/quality', random.pick(['Quality', 'Food safety and quality']), 'Quality', paragraph(certified, 'The certificates are sent on request.')) : null,
    openRoles.length > 0 ? page('/careers', random.pick(['Careers', 'Jobs', 'Work with us']), 'Work with us', paragraph('Early hours, good boots, fair pay. These are open now:'),
      `<ul class="jobs">${openRoles.map(({ title, place }) => `<li class="job"><h3>${escapeHtml(title)}</h3><span>${escapeHtml(place)}</span></li>`).join('')}</ul>`) : null,
    page('/news', 'News', 'News', newSite ? article(dayBefore(now, random.int(5, 100)), `New site in ${newSite}`, `We are opening a new site in ${newSite}. The first shift starts next spring.`) : '',
      article(dayBefore(now, random.int(110, 400)), 'Thank you', 'Our drivers collected for the local hospice again.')),
  ];
}

function german(company: Company, random: Random, now: number): (WrittenPage | null)[] {
  const { name, vertical, employees, coldSites, siteWords, region, town, country, certifications, openRoles } = company;
  const calling = `${name} ist ${CALLINGS[vertical].de}.`;
  const people = random.pick([`Wir beschäftigen ${employees.toLocaleString('de-DE')} Mitarbeitende.`, `Unser Team: ${employees.toLocaleString('de-DE')} Mitarbeiterinnen und Mitarbeiter.`]);
  const sites = `${inWords(coldSites, 'de')} ${siteWords}`;
  return [
    page('/', 'Start', name, paragraph(calling, 'Frisch, pünktlich, aus der Nähe.'), paragraph(`${name} betreibt ${sites} (${region}).`)),
    page('/about', 'Über uns', 'Über uns', paragraph(`Gegründet ${random.int(1921, 1998)}.`, calling), paragraph(people)),
    page('/locations', 'Standorte', 'Standorte', paragraph(`${capital(sites)}, eine Arbeitsweise.`), country ? `<address>${escapeHtml(`${name}, Hafenstraße ${random.int(2, 90)}, ${town}, ${COUNTRY_NAMES[country]}`)}</address>` : ''),
    page('/quality', 'Qualität', 'Qualität', paragraph(`Wir sind zertifiziert nach ${certifications.join(' und ')}.`)),
    openRoles.length > 0 ? page('/careers', 'Karriere', 'Offene Stellen', `<ul class="jobs">${openRoles.map(({ title, place }) => `<li class="job"><h3>${escapeHtml(title)}</h3><span>${escapeHtml(place)}</span></li>`).join('')}</ul>`) : null,
    page('/news', 'Aktuelles', 'Aktuelles', article(dayBefore(now, random.int(20, 300)), 'Tag der offenen Tür', 'Danke an alle, die da waren.')),
  ];
}

const article = (day: string, title: string, text: string): string => `<article><h2>${escapeHtml(title)}</h2><time datetime="${day}">${day}</time>${paragraph(text)}</article>`;
