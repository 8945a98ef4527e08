import type { Field } from '#contracts';
import type { LookKind, PageKind } from '../research-kinds.js';

/** What a kind of page is called on the screen. */
export const PAGE_LABELS: Readonly<Record<PageKind, string>> = {
  home: 'homepage', about: 'about page', careers: 'careers page', locations: 'locations page', quality: 'quality page', news: 'news page', contact: 'contact page', products: 'products page',
};

/** How often a look of a kind says something about a field, 0..1; nothing where it hardly ever does. Estimates of ours: they order looks and end runs, and decide no verdict. */
export const SPEAKS_OF: Readonly<Record<LookKind, Partial<Record<Field, number>>>> = {
  home: { 'company.industry': 0.8, 'company.kind': 0.8, 'company.coldSites': 0.4, 'company.employees': 0.3, 'company.certifications': 0.2, 'company.country': 0.3, 'company.newSite': 0.1 },
  about: { 'company.employees': 0.6, 'company.industry': 0.6, 'company.kind': 0.5, 'company.coldSites': 0.3, 'company.certifications': 0.2, 'company.country': 0.4 },
  careers: { 'company.openRoles': 0.6, 'company.employees': 0.15 },
  locations: { 'company.coldSites': 0.6, 'company.country': 0.4 },
  quality: { 'company.certifications': 0.7 },
  news: { 'company.newSite': 0.25 },
  contact: { 'company.country': 0.6 },
  products: { 'company.industry': 0.5, 'company.kind': 0.3 },
  board: { 'company.openRoles': 0.9 },
  register: { 'company.country': 0.4 },
  filer: { 'company.industry': 0.1 },
};
