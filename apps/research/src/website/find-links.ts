import type { FoundLink } from '#agent';
import { registrableDomain } from '#domain';
import type { PageKind } from '../research-kinds.js';

/** What gives a page's kind away, in its path or in the words of the link; the first that matches counts. */
const KINDS: readonly (readonly [PageKind, RegExp])[] = [
  ['careers', /career|\bjobs?\b|vacanc|join[-_ ]?(?:us|our)|work[-_ ](?:with|for)[-_ ]us|\bhiring\b|karriere|stellen(?:angebot|markt)?|emplois?\b|recrutement/i],
  ['quality', /quality|certificat|accreditation|food[-_ ]safety|zertifi|qualit(?:ä|ae|a)t|qualit[ée]\b/i],
  ['locations', /\blocations?\b|our[-_ ](?:sites|depots|stores|bakeries|dairies|kitchens)|\bdepots\b|where[-_ ]we[-_ ]are|\bnetwork\b|standorte?|\bsites\b/i],
  ['news', /\bnews|\bpress(?:e\w*)?\b|\bblog\b|aktuell|neuigkeiten|actualit/i],
  ['about', /about|who[-_ ]we[-_ ]are|our[-_ ](?:story|company|people|team)|\bcompany\b|\bhistory\b|(?:ü|ue)ber[-_ ]?uns|unternehmen|wir[-_ ]ueber|qui[-_ ]sommes|a[-_ ]propos/i],
  ['contact', /contact|kontakt|impressum|imprint|\blegal\b/i],
  ['products', /products?\b|services?\b|what[-_ ]we[-_ ]do|produkte|leistungen|\bsortiment\b/i],
];
const FILES = /\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|svg|webp|mp4|mp3|ics|xml|css|js)$/i;
const MOST = 12;

export interface Anchor { readonly href: string; readonly text: string }

/** The id of the job board system that a link leads to, or null: it is no link to one. */
export type BoardOf = (link: string) => string | null;

/**
 * Links of a page to pages of the same registrable domain whose kind we know, and to job boards: the first of each kind, in
 * their order. A board's kind is the id of its system.
 */
export function findLinks(anchors: readonly Anchor[], pageUrl: string, base: string | null = null, boardOf: BoardOf = () => null): FoundLink[] {
  const site = registrableDomain(pageUrl);
  const from = urlOf(base ?? '', pageUrl) ?? new URL(pageUrl);
  const found = new Map<string, FoundLink>();
  for (const { href, text } of anchors) {
    const url = urlOf(href, from.href);
    if (!url || url.href.length > 500) continue;
    url.hash = '';
    url.username = '';
    url.password = '';
    const kind = boardOf(url.href) ?? (site !== null && registrableDomain(url.hostname) === site ? pageKindOf(url, text) : null);
    if (kind && !found.has(kind)) found.set(kind, { kind, url: url.href });
  }
  return [...found.values()].slice(0, MOST);
}

function pageKindOf({ pathname }: URL, text: string): PageKind | null {
  const path = safelyDecoded(pathname);
  return path === '/' || FILES.test(pathname) ? null : kindOf(path) ?? kindOf(text);
}

const kindOf = (words: string): PageKind | null => KINDS.find(([, pattern]) => pattern.test(words.slice(0, 200)))?.[0] ?? null;

function urlOf(href: string, from: string): URL | null {
  const url = URL.parse(href.trim(), from);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
