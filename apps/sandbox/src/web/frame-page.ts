import type { Company, WrittenPage } from '../world/company.js';
import { COUNTRY_NAMES } from '../world/places.data.js';
import { Random } from '../world/random.js';
import { escapeHtml } from './words.js';

/** A page as a browser gets it: head, navigation and footer in one of three habits, the same on all pages of a site. */
export function framePage(company: Company, page: WrittenPage, pages: readonly WrittenPage[]): string {
  const { name, language, country, town } = company;
  const links = pages.map(({ path, label }) => ({ path, label: escapeHtml(label) }));
  const place = country ? `, ${town}, ${COUNTRY_NAMES[country]}` : '';
  const parts = { name: escapeHtml(name), main: page.main, footer: `© ${escapeHtml(`${name}${place}`)}` };
  const body = HABITS[new Random(`frame ${company.domain}`).int(0, HABITS.length - 1)]!(parts, links);
  const title = page.title === name ? name : `${page.title} | ${name}`;
  return `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><meta name="viewport" content="width=device-width"><style>body{font-family:sans-serif}</style></head>\n<body>${body}</body>\n</html>\n`;
}

interface Parts { readonly name: string; readonly main: string; readonly footer: string }
type Link = { readonly path: string; readonly label: string };

const HABITS: readonly ((parts: Parts, links: readonly Link[]) => string)[] = [
  ({ name, main, footer }, links) =>
    `<header><a href="/">${name}</a><nav><ul>${links.map(({ path, label }) => `<li><a href="${path}">${label}</a></li>`).join('')}</ul></nav></header><main>${main}</main><footer><p>${footer}</p></footer>`,
  ({ name, main, footer }, links) =>
    `<div class="top"><strong>${name}</strong></div><nav>${links.map(({ path, label }) => `<a href="${path}">${label}</a>`).join(' | ')}</nav><div id="content">${main}</div><footer>${footer}</footer>`,
  ({ name, main, footer }, links) =>
    `<div class="page"><div class="brand">${name}</div><section class="content">${main}</section><aside><ul class="menu">${links.map(({ path, label }) => `<li><a class="menu-link" href="${path}"><span>${label}</span></a></li>`).join('')}</ul></aside><footer><small>${footer}</small></footer></div><script>window.dataLayer=[];</script>`,
];
