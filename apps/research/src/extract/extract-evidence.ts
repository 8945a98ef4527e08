import { createHash } from 'node:crypto';
import type { Evidence, FactValue, Field, IcpConfig, IcpCriterion } from '#contracts';
import type { SnapshotText } from '#agent';
import { compare } from '#domain';
import { isPage, type LookKind } from '../research-kinds.js';
import { boardRoles } from './board-roles.js';
import { certifications } from './certifications.js';
import { coldSites, listedSites } from './cold-sites.js';
import { companyKind } from './company-kind.js';
import { country } from './country.js';
import { employees } from './employees.js';
import { filedBusiness } from './filed-business.js';
import { MOST_QUOTE, type Extractor } from './extractor.js';
import { industry } from './industry.js';
import { newSite } from './new-site.js';
import { openRoles } from './open-roles.js';
import { isPointed, pointedReader } from './pointed.js';
import { registerCountry } from './register-country.js';
import { isSentence } from './text.js';

const OF_PAGES: readonly Extractor[] = [companyKind, industry, employees, coldSites, listedSites, openRoles, certifications, newSite, country];
/** What is no page has a form of its own, and one reader. */
const OF_ANSWERS: readonly Extractor[] = [boardRoles, registerCountry, filedBusiness];

export const EXTRACTORS: readonly Extractor[] = [...OF_PAGES, ...OF_ANSWERS];

/** Quotes of one extractor that are taken from one page. */
const MOST_PER_PAGE = 2;

export interface EvidencePlace { readonly runId: string; readonly kind: LookKind; readonly copyGroup: string; readonly icp: IcpConfig }

/** All that a saved page or answer says, each with the exact words. The same page in the same run gives the same evidence. */
export function extractEvidence(page: SnapshotText, place: EvidencePlace): Evidence[] {
  const readers = isPage(place.kind) ? OF_PAGES : OF_ANSWERS;
  return readers.flatMap((extractor) => {
    const found = extractor.find({ kind: place.kind, text: page.text }).flatMap(({ start, end }) => {
      const quote = page.text.slice(start, end);
      const value = quote.length <= MOST_QUOTE ? extractor.valueOf(quote) : null;
      return value === null ? [] : [{ start, end, quote, value }];
    });
    return distinct(found).slice(0, MOST_PER_PAGE).map((one) => evidenceAt(page, place, extractor, one));
  });
}

interface Found { readonly start: number; readonly end: number; readonly quote: string; readonly value: FactValue }

/** Words of a page as evidence. */
export const evidenceAt = (page: SnapshotText, place: EvidencePlace, { name, field }: Pick<Extractor, 'name' | 'field'>, { start, end, quote, value }: Found): Evidence => ({
  id: createHash('sha256').update([place.runId, page.id, name, start, end].join('|')).digest('hex').slice(0, 24),
  ...stand(place.icp, field, value), field, value, snapshotId: page.id, url: page.url, quote, start, end,
  extractor: name, copyGroup: place.copyGroup, observedAt: page.savedAt,
});

/** Why a piece of evidence does not count, or null: the words must stand on the page, and say what it says they do. */
export function verifyEvidence(evidence: Evidence, page: SnapshotText): string | null {
  const extractor = EXTRACTORS.find(({ name }) => name === evidence.extractor) ?? pointedReader(evidence.extractor);
  if (!extractor || extractor.field !== evidence.field) return `nobody here reads ${evidence.field} as ${evidence.extractor}`;
  if (page.id !== evidence.snapshotId || page.text.slice(evidence.start, evidence.end) !== evidence.quote) return 'the page does not say so at this place';
  if (isPointed(evidence) && !isSentence(page.text, evidence)) return 'it is torn out of its sentence';
  return sameValue(extractor.valueOf(evidence.quote), evidence.value) ? null : 'the quote says something else';
}

export const sameValue = (a: FactValue | null, b: FactValue | null): boolean => JSON.stringify(a) === JSON.stringify(b);

const distinct = <F extends { value: FactValue }>(found: readonly F[]): F[] => found.filter(({ value }, index) => found.findIndex((one) => sameValue(one.value, value)) === index);

/** The criterion that a value speaks to, for or against; the one that it meets before one that it does not. */
function stand(icp: IcpConfig, field: Field, value: FactValue): Pick<Evidence, 'criterionId' | 'polarity'> {
  const asking = [...icp.must, ...icp.rulesOut, ...icp.points, ...icp.goodMoment].filter(({ when }) => when.field === field);
  const holds = ({ when }: IcpCriterion) => compare(when, value);
  const met = asking.find(holds);
  return { criterionId: (met ?? asking[0])?.id ?? null, polarity: met || asking.length === 0 ? 'supports' : 'refutes' };
}
