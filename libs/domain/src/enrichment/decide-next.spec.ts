import { describe, expect, it } from '@jest/globals';
import { icpConfig, type Fit, type Verdict } from '#contracts';
import { briefCompany } from './brief-company.js';
import { decideNext } from './decide-next.js';

const icp = (research = {}) => icpConfig.parse({ name: 'Anyone', must: [], rulesOut: [], points: [], needed: 1, costOfBeingWrong: { missedFit: '$1', falseFit: '$1', review: '$1' }, research });
const fit = (verdict: Verdict): Fit => ({ verdict, points: 0, criteria: [], open: [] }) as unknown as Fit;
const company = (domain: string | null) => ({ ...briefCompany([]), domain });

describe('what comes after enrichment', () => {
  it.each([
    ['a clear fit is assigned, and looked into for its draft', 'fit', 'larkmoor.example', {}, 'assign', 'draft-only'],
    ['a clear fit is only assigned where the profile does not want it looked into', 'fit', 'larkmoor.example', { clearFits: false }, 'assign', undefined],
    ['an unclear lead is researched first, whatever is wanted of clear ones', 'needs_review', 'larkmoor.example', { clearFits: false }, 'research', 'full'],
    ['without a website there is nothing to look at', 'needs_review', null, {}, 'assign', undefined],
    ['a clear not fit is assigned', 'not_fit', 'larkmoor.example', {}, 'assign', undefined],
  ] as const)('%s', (_, verdict, domain, research, next, depth) => {
    const decided = decideNext({ fit: fit(verdict), company: company(domain), icp: icp(research), ambiguous: [] });
    expect({ next: decided.next, depth: decided.research?.depth }).toEqual({ next, depth });
  });
});
