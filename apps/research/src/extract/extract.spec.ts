import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { icpConfig, type Evidence, type FactValue } from '#contracts';
import type { SnapshotText } from '#agent';
import type { LookKind } from '../research-kinds.js';
import { boardRoles } from './board-roles.js';
import { certifications } from './certifications.js';
import { coldSites, listedSites } from './cold-sites.js';
import { companyKind, kindOf } from './company-kind.js';
import { country } from './country.js';
import { employees } from './employees.js';
import { EXTRACTORS, extractEvidence, verifyEvidence } from './extract-evidence.js';
import type { Extractor } from './extractor.js';
import { industry } from './industry.js';
import { newSite } from './new-site.js';
import { openRoles } from './open-roles.js';
import { registerCountry } from './register-country.js';

/** What an extractor reads on a page of one kind: the value and the quote of everything it finds. */
const read = (extractor: Extractor, text: string, kind: LookKind = 'home'): [FactValue | null, string][] =>
  extractor.find({ kind, text }).map(({ start, end }) => [extractor.valueOf(text.slice(start, end)), text.slice(start, end)]);
const values = (extractor: Extractor, text: string, kind?: LookKind) => read(extractor, text, kind).map(([value]) => value);

describe('how many people', () => {
  it.each<[string, number, string]>([
    ['None of it works without our 620 people.', 620, 'our 620 people'],
    ['We are a team of 140.', 140, 'team of 140'],
    ['Pelham employs 1,150 people in the north.', 1150, 'employs 1,150 people'],
    ['The company has 480 employees.', 480, '480 employees'],
    ['Today we are a team of about 1,900 people.', 1900, 'we are a team of about 1,900 people'],
    ['A 300-strong workforce.', 300, '300-strong'],
    ['610 people work in our dairies.', 610, '610 people work'],
    ['Wir beschäftigen 430 Mitarbeitende.', 430, '430 Mitarbeitende'],
    ['Unser Team: 1.150 Mitarbeiterinnen und Mitarbeiter.', 1150, '1.150 Mitarbeiterinnen'],
    ["Mit 1'200 Mitarbeitern an drei Orten.", 1200, "1'200 Mitarbeitern"],
    ['Nous sommes 85 collaborateurs.', 85, '85 collaborateurs'],
  ])('%s', (text, value, quote) => {
    expect(read(employees, text)).toEqual([[value, expect.stringContaining(quote)]]);
  });

  it.each([
    'You will lead a team of 12.', 'Our team of 12 in Berlin writes the menu.', 'Founded in 1921.', 'We feed 40,000 people a day.', 'Made for companies with 50 employees.',
    'Our 2,000 people who eat with us every day.', '14 depots, 900 pallets.', '',
  ])('is not said by "%s"', (text) => {
    expect(values(employees, text)).toEqual([]);
  });
});

describe('cold sites', () => {
  it.each<[string, number, string]>([
    ['Pelham & Rye runs four chilled bakeries across Yorkshire and feeds the north.', 4, 'four chilled bakeries across Yorkshire'],
    ['We run 2 cold stores.', 2, '2 cold stores'],
    ['From six temperature-controlled depots we deliver.', 6, 'six temperature-controlled depots'],
    ['Nine cold stores across New England.', 9, 'Nine cold stores across New England'],
    ['Eleven chilled depots across the Great Plains, one way of working.', 11, 'Eleven chilled depots across the Great Plains'],
    ['Wir betreiben sechs Kühlhäuser (Norddeutschland).', 6, 'sechs Kühlhäuser'],
    ['Drei Kühllager, eine Arbeitsweise.', 3, 'Drei Kühllager'],
    ['One chilled kitchen is not enough, so we have two chilled kitchens.', 2, 'two chilled kitchens'],
  ])('%s', (text, value, quote) => {
    expect(read(coldSites, text)).toContainEqual([value, quote]);
  });

  it.each(['Four bakeries across Yorkshire.', 'Ask for our cold rooms.', 'We delivered 12 chilled meals.', 'Open 24 hours.'])('are not said by "%s"', (text) => {
    expect(values(coldSites, text)).toEqual([]);
  });

  it('are counted where they are listed, on the locations page only', () => {
    const list = 'Where we are\nLeeds cold store\n14 Dock Street\nHull chilled depot\nKühlhaus Bremen\nHead office';
    expect(read(listedSites, list, 'locations')).toEqual([[3, 'Leeds cold store\n14 Dock Street\nHull chilled depot\nKühlhaus Bremen']]);
    expect(read(listedSites, list, 'home')).toEqual([]);
  });
});

describe('open roles', () => {
  const page = 'Work with us\nThese are open now:\nBakery Operative\nLeeds\nRefrigeration Engineer\nLeeds\nQuality Manager\nHarrogate\nAccounts Assistant\nYour quality manager will show you around.\nMeet our quality manager';

  it('are counted by their titles, from the first of them to the last', () => {
    expect(read(openRoles, page, 'careers')).toEqual([[2, 'Refrigeration Engineer\nLeeds\nQuality Manager']]);
  });

  it.each<[string, string, number[]]>([
    ['none that matters', 'Jobs\nVan Driver\nPayroll Clerk', [0]],
    ['no vacancies', 'Jobs\nThere are no open roles at the moment.', [0]],
    ['German titles', 'Offene Stellen\nKältetechniker\nStaplerfahrer\nQualitätsmanagerin', [2]],
    ['titles in one line with their place', 'Jobs\nHACCP Coordinator, Leeds\nCold Store Supervisor (nights)', [2]],
    ['nothing listed', 'Jobs\nSend us your papers.', []],
  ])('%s', (_, text, expected) => {
    expect(values(openRoles, text, 'careers')).toEqual(expected);
  });

  it('are nothing that another page lists', () => {
    expect(values(openRoles, page, 'about')).toEqual([]);
  });

  it('keeps to one quote where adverts are long, and counts only what is in it', () => {
    const advert = `${'We bake before the city wakes. '.repeat(30)}\n`;
    const long = `Refrigeration Engineer\n${advert}Quality Manager\nHACCP Coordinator\n${advert}Cold Store Supervisor`;
    expect(read(openRoles, long, 'careers')).toEqual([[2, 'Quality Manager\nHACCP Coordinator']]);
  });
});

describe('certificates', () => {
  it.each<[string, LookKind, string[][]]>([
    ['We are certified to BRCGS and HACCP.', 'home', [['BRCGS', 'HACCP']]],
    ['Our sites are FSSC 22000 certified.', 'quality', [['FSSC 22000']]],
    ['Wir sind zertifiziert nach FSSC 22000 und HACCP.', 'quality', [['FSSC 22000', 'HACCP']]],
    ['BRCGS AA grade since 2019.', 'about', [['BRCGS']]],
    ['Quality\nHACCP\nGood Distribution Practice', 'quality', [['HACCP'], ['GDP']]],
    ['Quality\nHACCP', 'about', []],
    ['Experience with HACCP standards is welcome.', 'careers', []],
    ['Knowledge of the HACCP standard is welcome.', 'about', [[]]],
    ['We are not BRCGS certified yet.', 'quality', [[]]],
    ['The GDP of Norway grew.', 'news', []],
  ])('%s (%s page)', (text, kind, expected) => {
    expect(values(certifications, text, kind).map((value) => value ?? [])).toEqual(expected);
  });
});

describe('the kind of company', () => {
  it.each<[string, string | null]>([
    ['Polar Hands is a staffing agency for cold stores and packing halls.', 'staffing'],
    ['Polar Hands Staffing', 'staffing'],
    ['We supply temporary staff to cold stores across the North West.', 'staffing'],
    ['Wir sind eine Zeitarbeitsfirma in Bremen.', 'staffing'],
    ['Quillcombe Advisory is a consultancy for food safety.', 'consultancy'],
    ['We are food safety consultants.', 'consultancy'],
    ['Garnetburn is a maker of temperature loggers and other monitoring equipment.', 'monitoring-equipment'],
    ['We build data loggers that fit into a shirt pocket.', 'monitoring-equipment'],
    ['We do not work with recruitment agencies.', null],
    ['No agencies, please.', null],
    ['Apply direct or through our staffing agency.', null],
    ['Temperature sensors in every van keep our meals safe.', null],
    ['We run four chilled bakeries.', null],
  ])('%s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it('is taken from a sentence rather than from the title, and from no small print', () => {
    expect(read(companyKind, 'Polar Hands Staffing\nPolar Hands is a staffing agency for cold stores and packing halls.')).toEqual([['staffing', 'Polar Hands is a staffing agency for cold stores and packing halls.']]);
    expect(read(companyKind, 'Pelham Foods\nHome\nAbout\nRecruitment\nStaffing')).toEqual([]);
    expect(read(companyKind, 'Polar Hands Staffing\nHome')).toEqual([['staffing', 'Polar Hands Staffing']]);
  });
});

describe('the industry', () => {
  it.each<[string, string | null]>([
    ['Pelham & Rye Foods\nWe run four chilled bakeries across Yorkshire.', 'food-manufacturing'],
    ['Brackwater\nWe run nine cold stores. Our vans bring frozen foods. We store in cold stores.', 'cold-storage'],
    ['Polar Hands\nPolar Hands is a staffing agency for cold stores and packing halls.', 'staffing'],
    ['Softly\nWe are a software company. We write apps for bakeries and dairies.', 'software'],
    ['Glimmer Frost\nWe are a maker of pallets for cold stores and dairies.', null],
    ['Pelham\nWe make chilled meals. Temperature sensors watch every van.', 'food-manufacturing'],
    ['Corvane\nWe own Corvane Logistics, for freight. We own Corvane Events, an event agency.', null],
    ['Pelham\nFor 40 years we have run chilled bakeries.', 'food-manufacturing'],
  ])('%s', (text, slug) => {
    expect(values(industry, text)).toEqual(slug === null ? [] : [slug]);
  });
});

describe('a new site', () => {
  it.each<[string, string | null]>([
    ['We are opening a new cold store in Doncaster next spring.', 'new cold store in Doncaster'],
    ['Our second depot opens in March.', 'second depot'],
    ['We will open our fourth chilled bakery in York.', 'fourth chilled bakery in York'],
    ['We are opening a new site in Salina, KS. The first shift starts soon.', 'new site in Salina, KS'],
    ['In 2009 we opened a new depot in Hull.', null],
    ['Visit our new site.', null],
  ])('%s', (text, value) => {
    expect(values(newSite, text, 'news')).toEqual(value === null ? [] : [value]);
  });
});

describe('the country', () => {
  it.each<[string, string[]]>([
    ['You find us at Pelham & Rye, 12 Mill Lane, Leeds, United Kingdom.', ['GB']],
    ['Hafenstraße 4, Sandtorf, Deutschland', ['DE']],
    ['1 Dock St, Hull, UK\n2 Rue Haute, Lille, France', []],
    ['Leeds, United Kingdom', []],
    ['bread, butter, jam', []],
  ])('%s', (text, expected) => {
    expect(values(country, text)).toEqual(expected);
  });
});

const icp = icpConfig.parse({
  name: 'Cold chain', needed: 30, costOfBeingWrong: { missedFit: '$400', falseFit: '$120', review: '$15' },
  must: [{ id: 'size', label: 'Size', when: { field: 'company.employees', between: [100, 5000] } }],
  rulesOut: [{ id: 'makes', label: 'Makes', when: { field: 'company.kind', in: ['monitoring-equipment'] } }, { id: 'agency', label: 'Agency', when: { field: 'company.kind', in: ['staffing'] } }],
  points: [{ id: 'sites', label: 'Sites', when: { field: 'company.coldSites', atLeast: 2 }, points: 30 }],
});
const page = (text: string, id = 'page-1'): SnapshotText => ({ id, url: 'https://pelhamrye.example/', text, flags: [], savedAt: '2026-11-22T09:30:00.000Z' });
const evidenceOf = (text: string, kind: LookKind = 'home') => extractEvidence(page(text), { runId: 'run-1', kind, copyGroup: 'website:pelhamrye.example', icp });

describe('the roles of a job board', () => {
  const board = (...roles: string[]) => [`Greenhouse job board pelhamrye: ${roles.length} open roles`, ...roles.map((title) => `${title} | Leeds | updated 2026-11-02`)].join('\n');
  const line = (title: string) => `${title} | Leeds | updated 2026-11-02`;

  it.each<[string, string, [number, string][]]>([
    ['count those for the cold chain, in whole lines', board('Bakery Operative', 'Refrigeration Engineer', 'Driver', 'Quality Manager', 'Clerk'), [[2, [line('Refrigeration Engineer'), line('Driver'), line('Quality Manager')].join('\n')]]],
    ['count one title once', board('Refrigeration Engineer', 'Refrigeration Engineer'), [[1, [line('Refrigeration Engineer'), line('Refrigeration Engineer')].join('\n')]]],
    ['are none for the cold chain', board('Clerk'), [[0, board('Clerk')]]],
    ['are none at all', board(), [[0, board()]]],
    ['are read from no other text', 'Refrigeration Engineer', []],
  ])('%s', (_, text, expected) => {
    expect(read(boardRoles, text, 'board').filter(([value]) => value !== null)).toEqual(expected);
  });

  it('are looked for on boards only, and nothing else is read there', () => {
    expect(read(boardRoles, board('Refrigeration Engineer'), 'careers')).toEqual([]);
    expect(evidenceOf(board('HACCP certified Manager, 300 employees', 'Refrigeration Engineer'), 'board').map(({ field, value }) => [field, value])).toEqual([['company.openRoles', 2]]);
  });

  it('fit into a quote, however many there are', () => {
    const [one] = evidenceOf(board(...Array.from({ length: 300 }, (_, index) => `Refrigeration Engineer ${index}`)), 'board');
    expect(one!.quote.length).toBeLessThanOrEqual(600);
    expect(one!.quote.split('\n').every((said) => said.startsWith('Refrigeration Engineer') && said.endsWith('2026-11-02'))).toBe(true);
    expect(one!.value).toBe(one!.quote.split('\n').length);
  });
});

describe('the country in the register', () => {
  const entity = (name: string, country: string) => `Legal name: ${name}\nLEI: 549300ABCDEFGHIJKLMN\nCountry: ${country}\nLegal address: Leeds, ${country}`;

  it.each<[string, string, (FactValue | null)[]]>([
    ['is that of the only entity of the name', entity('Pelham & Rye', 'GB'), ['GB']],
    ['is nobody\'s among several', `${entity('Pelham', 'GB')}\n\n${entity('Pelham', 'GB')}`, []],
    ['is none where none is given', 'Legal name: Pelham\nLEI: 549300ABCDEFGHIJKLMN', []],
  ])('%s', (_, text, expected) => {
    expect(values(registerCountry, text, 'register')).toEqual(expected);
    expect(values(registerCountry, text, 'contact')).toEqual([]);
  });
});

describe('evidence', () => {
  it('stands for or against the criterion it speaks to', () => {
    const found = evidenceOf('Polar Hands\nWe are a staffing agency. Our 40 people run four cold stores. We are certified to HACCP.');
    expect(found.map(({ field, criterionId, polarity }) => [field, criterionId, polarity])).toEqual([
      ['company.kind', 'agency', 'supports'], ['company.industry', null, 'supports'], ['company.employees', 'size', 'refutes'], ['company.coldSites', 'sites', 'supports'], ['company.certifications', null, 'supports'],
    ]);
  });

  it('counts only when the page says exactly that at exactly that place', () => {
    const text = 'Pelham\nWe rely on our 620 people.';
    const [one] = evidenceOf(text);
    expect(verifyEvidence(one!, page(text))).toBeNull();
    expect(verifyEvidence({ ...one!, value: 6200 }, page(text))).toBe('the quote says something else');
    expect(verifyEvidence({ ...one!, quote: 'our 9,000 people', value: 9000 }, page(text))).toBe('the page does not say so at this place');
    expect(verifyEvidence({ ...one!, start: one!.start + 1 }, page(text))).toBe('the page does not say so at this place');
    expect(verifyEvidence(one!, page(text, 'page-2'))).toBe('the page does not say so at this place');
    expect(verifyEvidence({ ...one!, extractor: 'guess@1' }, page(text))).toContain('nobody here reads');
  });

  it('takes what a model pointed at by whole sentences only, read by the reader that it names', () => {
    const text = 'Bread. You can rely on our 16,620 employees. We are working towards HACCP certification.';
    const pointed = (quote: string, value: unknown, extractor = 'extract-facts@1/employees@1', field = 'company.employees') => ({
      id: 'x', criterionId: null, field, value, polarity: 'supports', snapshotId: 'page-1', url: 'https://pelhamrye.example/', quote, start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, extractor, copyGroup: 'website:pelhamrye.example', observedAt: '2026-11-22T09:30:00.000Z',
    }) as Evidence;
    const judged = (evidence: Evidence) => verifyEvidence(evidence, page(text));
    expect(judged(pointed('You can rely on our 16,620 employees.', 16_620))).toBeNull();
    expect(judged(pointed('620 employees', 620))).toBe('it is torn out of its sentence');
    expect(judged(pointed('You can rely on our 16,620 employees.', 620))).toBe('the quote says something else');
    expect(judged(pointed('HACCP certification', ['HACCP'], 'extract-facts@1/certifications@1', 'company.certifications'))).toBe('it is torn out of its sentence');
    expect(judged(pointed('We are working towards HACCP certification.', ['HACCP'], 'extract-facts@1/certifications@1', 'company.certifications'))).toBe('the quote says something else');
    expect(judged(pointed('Bread.', 'food-manufacturing', 'extract-facts@1/industry@1', 'company.industry'))).toContain('nobody here reads');
  });

  it.each([
    ['Name: Tallgrass\nLine of business: Wholesale-Groceries & Related Products (SIC 5140)\nTraded as: TALL', 'grocery-distribution'],
    ['Name: Rime Foods\nLine of business: Sausages & Other Prepared Meat Products (SIC 2013)', 'food-manufacturing'],
    ['Name: Prairie Bank\nLine of business: State Commercial Banks (SIC 6022)', undefined],
    ['Name: Unknown\nBusiness address: AUSTIN, TX', undefined],
  ])('reads the line of business under which a company files: %j', (text, industry) => {
    const [found] = evidenceOf(text, 'filer');
    expect(found?.value).toBe(industry);
    expect(evidenceOf(text, 'home').filter(({ extractor }) => extractor.startsWith('filed'))).toEqual([]);
  });

  it('passes its own check, whatever a page says, and is the same every time', () => {
    const piece = fc.constantFrom('We run four chilled bakeries across Yorkshire.', 'our 620 people', 'Refrigeration Engineer', 'Quality Manager', 'certified to HACCP', 'We are a staffing agency.', 'opening a new depot in Hull', '\n', ' ', 'x'.repeat(300), '12', '1,150 employees', 'Ñandú ß 🥶', '1 Mill Lane, Leeds, UK', '\nQuality Manager | Leeds | updated 2026-11-02\n', '\nLegal name: Pelham\n', '\nCountry: GB\n', 'Name: Pelham\nLine of business: Meat (SIC 2013)\n');
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom<LookKind>('home', 'about', 'careers', 'locations', 'quality', 'board', 'register', 'filer'), (pieces, kind) => {
      const text = pieces.join(' ');
      const found = evidenceOf(text, kind);
      expect(found.map((one) => verifyEvidence(one, page(text)))).toEqual(found.map(() => null));
      expect(found.every(({ quote }) => quote.length <= 600)).toBe(true);
      expect(evidenceOf(text, kind)).toEqual(found);
    }));
  });

  it('is read in time that a page cannot stretch', () => {
    const nasty = ['1,000 '.repeat(20_000), 'our '.repeat(30_000), 'a '.repeat(60_000), `${'four chilled '.repeat(9_000)}bakery`, 'we supply '.repeat(12_000), `${'opening a new '.repeat(8_000)}x`, '1\n'.repeat(4_000), 'Quality Manager | Leeds | updated 2026-11-02\n'.repeat(3_000)];
    const before = performance.now();
    for (const text of nasty) for (const kind of ['home', 'careers', 'quality', 'locations', 'board', 'register', 'filer'] as const) for (const extractor of EXTRACTORS) values(extractor, text, kind);
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});
