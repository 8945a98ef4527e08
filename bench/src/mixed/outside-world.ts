import { companyOf, type BenchCompany } from '../config-folder.js';

/** All that is outside: one provider, and the websites of companies. The same answer at every call. */
export interface OutsideAnswer { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

const PROVIDER = 'rimedata.example';

/** What a host answers to `GET path`. */
export function answerOutside(host: string, path: string): OutsideAnswer {
  const url = new URL(path, `https://${host}`);
  return host === PROVIDER ? answerProvider(url.searchParams.get('website') ?? '') : answerSite(host, url.pathname);
}

/** Calls to it take their time; those to websites do not. */
export const isProvider = (host: string): boolean => host === PROVIDER;

const companyAt = (domain: string): BenchCompany | null => {
  const [, number] = /^cold(\d+)\.example$/.exec(domain) ?? [];
  return number === undefined ? null : companyOf(Number(number));
};

/** A match as People Data Labs' v5 writes it: https://docs.peopledatalabs.com/docs/company-enrichment-api */
function answerProvider(domain: string): OutsideAnswer {
  const company = companyAt(domain);
  const headers = { 'content-type': 'application/json', 'x-ratelimit-remaining': "{'minute': 99, 'day': 9999}", 'x-totallimit-remaining': '10000', 'x-call-credits-type': 'company_enrich', 'x-call-credits-spent': company ? '1' : '0' };
  if (!company) return { status: 404, headers, body: JSON.stringify({ status: 404, error: { type: 'not_found', message: 'No records were found matching your request' } }) };
  const { name, employees, vertical } = company;
  return { status: 200, headers, body: JSON.stringify({ status: 200, likelihood: 9, name: name.toLowerCase(), display_name: name, website: domain, employee_count: employees, size: null, industry: vertical.toLowerCase(), location: { country: 'united states' } }) };
}

/** Three pages: the first leads to the others, each says one thing. */
function answerSite(host: string, path: string): OutsideAnswer {
  const company = companyAt(host);
  const text = (status: number, type: string, body: string): OutsideAnswer => ({ status, headers: { 'content-type': `${type}; charset=utf-8` }, body });
  if (!company) return text(502, 'text/plain', 'No such host.\n');
  if (path === '/robots.txt') return text(200, 'text/plain', 'User-agent: *\nDisallow: /admin\n');
  const main = pagesOf(company)[path];
  return main ? text(200, 'text/html', framed(company, main)) : text(404, 'text/html', '<!doctype html><title>Not found</title><h1>Not found</h1>');
}

const pagesOf = ({ name, employees, coldSites, certificate }: BenchCompany): Readonly<Record<string, string>> => ({
  '/': `<h1>${name}</h1><p>${name} is a cold storage company. We have room for frozen and chilled goods, by the pallet and by the day.</p><p>We run ${coldSites} cold stores.</p><p>Our ${employees} employees look after the goods of others as if they were their own.</p>`,
  '/quality': `<h1>Quality</h1><p>Every one of our stores is certified to ${certificate}.</p><p>An inspector comes each spring, and we like that.</p>`,
  '/careers': '<h1>Careers</h1><p>We are looking for people.</p><ul><li>Refrigeration technician</li><li>Quality assurance manager</li><li>Forklift driver</li></ul>',
});

const framed = ({ name }: BenchCompany, main: string): string =>
  `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${name}</title><style>body{font-family:sans-serif}</style></head>\n<body><header><a href="/">${name}</a><nav><ul><li><a href="/quality">Quality</a></li><li><a href="/careers">Careers</a></li></ul></nav></header><main>${main}</main><footer><p>© ${name}</p></footer></body>\n</html>\n`;
