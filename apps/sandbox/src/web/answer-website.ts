import { text, type SandboxAnswer, type SandboxRequest } from '../answer.js';
import type { Journal } from '../journal.js';
import type { World } from '../world/build-world.js';
import type { Company } from '../world/company.js';
import { framePage } from './frame-page.js';
import { writePages } from './write-pages.js';

/** The website behind a host. A name that nobody has is a bad gateway: in the real world it would have no address. */
export function answerWebsite(request: SandboxRequest, world: World, journal: Journal, now: number): SandboxAnswer {
  const company = world.byHost.get(request.host.replace(/^www\./, ''));
  const answer = company && company.site !== 'none' ? answerAs(company, request, now) : text(502, 'No such host.\n');
  journal.add({ kind: request.path === '/robots.txt' ? 'robots-fetched' : 'page-fetched', host: request.host, path: request.path, status: answer.status });
  return answer;
}

function answerAs(company: Company, { method, host, path }: SandboxRequest, now: number): SandboxAnswer {
  if (company.site === 'down') return text(503, 'Service unavailable\n');
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Method not allowed\n');
  if (company.aliasDomains.includes(host.replace(/^www\./, ''))) return { ...text(301, ''), headers: { location: `https://${company.domain}${path}` } };
  if (path === '/robots.txt') return text(200, company.site === 'closed-to-robots' ? 'User-agent: *\nDisallow: /\n' : 'User-agent: *\nDisallow: /admin\nDisallow: /basket\n');
  const pages = writePages(company, now);
  const page = pages.find((one) => one.path === (path.replace(/\/$/, '') || '/'));
  return page ? text(200, framePage(company, page, pages), 'text/html') : text(404, '<!doctype html><title>Not found</title><h1>Not found</h1>', 'text/html');
}
