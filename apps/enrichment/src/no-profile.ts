import type { Fit } from '#contracts';

/** The fit where no ideal customer profile is configured: a person decides. */
export const noProfile = (): Fit => ({
  verdict: 'needs_review', points: 0, lo: 0, hi: 0, needed: 0, possible: 0, criteria: [], decidedBy: [], open: [],
  sentence: 'Needs your call: no ideal customer profile is configured.', method: 'none', icp: { kind: 'icp', version: 1, hash: 'none' },
});
