import type { ConfigKind } from '#contracts';

export const KIND_WORDS: Readonly<Record<ConfigKind, { label: string; says: string }>> = {
  connections: { label: 'Connections', says: 'who sends leads, and where owner and facts go back' },
  enrichment: { label: 'Enrichment', says: 'where facts come from, and what they may cost' },
  icp: { label: 'Ideal customer', says: 'who fits, and when research is worth it' },
  assignment: { label: 'Assignment', says: 'reps, pools, queues, and who gets what' },
  outreach: { label: 'Outreach', says: 'what may be written, and who approves it' },
};

export const KINDS = Object.keys(KIND_WORDS) as ConfigKind[];
