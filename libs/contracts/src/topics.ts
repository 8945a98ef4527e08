import type { EventContract } from './envelope.js';
import { effectSettled } from './delivery/effect-settled.v1.js';
import { leadAccepted, leadDeclined, leadEscalated } from './lead/lead-answered.v1.js';
import { leadAssigned } from './lead/lead-assigned.v1.js';
import { leadCaptured } from './lead/lead-captured.v1.js';
import { leadChanged } from './lead/lead-changed.v1.js';
import { leadEnriched } from './lead/lead-enriched.v1.js';
import { leadMerged } from './lead/lead-merged.v1.js';
import { submissionIgnored } from './lead/submission-ignored.v1.js';
import { configPublished } from './operations/config-published.v1.js';
import { messageDeadLettered } from './operations/message-dead-lettered.v1.js';
import { personErased } from './operations/person-erased.v1.js';
import { outreachApproved, outreachRejected } from './outreach/outreach-decided.v1.js';
import { outreachDrafted } from './outreach/outreach-drafted.v1.js';
import { leadResearched } from './research/lead-researched.v1.js';
import { researchRequested } from './research/research-requested.v1.js';

export type AppName = 'intake' | 'enrichment' | 'research' | 'assignment' | 'delivery' | 'console';
export const APPS: readonly AppName[] = ['intake', 'enrichment', 'research', 'assignment', 'delivery', 'console'];
export interface TopicRow { contract: EventContract<any>; from: readonly AppName[]; to: readonly AppName[]; compacted?: true }

const every = APPS;

/** Every topic there is: what it carries, who publishes it, who listens. One event type per topic; key = lead id; group = app name. */
export const topics: readonly TopicRow[] = [
  { contract: leadCaptured,        from: ['intake'],                to: ['enrichment', 'console'] },
  { contract: leadMerged,          from: ['intake'],                to: ['delivery', 'console'] },
  { contract: leadChanged,         from: ['intake'],                to: ['enrichment', 'console'] },
  { contract: submissionIgnored,   from: ['intake'],                to: ['console'] },
  { contract: leadEnriched,        from: ['enrichment'],            to: ['assignment', 'console'] },
  { contract: researchRequested,   from: ['enrichment'],            to: ['research', 'console'] },
  { contract: leadResearched,      from: ['research'],              to: ['enrichment', 'assignment', 'delivery', 'console'] },
  { contract: outreachDrafted,     from: ['research'],              to: ['console'] },
  { contract: outreachApproved,    from: ['console'],               to: ['delivery'] },
  { contract: outreachRejected,    from: ['console'],               to: ['research'] },
  { contract: leadAssigned,        from: ['assignment'],            to: ['research', 'delivery', 'console'] },
  { contract: leadAccepted,        from: ['assignment'],            to: ['console'] },
  { contract: leadDeclined,        from: ['assignment'],            to: ['console'] },
  { contract: leadEscalated,       from: ['assignment'],            to: ['delivery', 'console'] },
  { contract: effectSettled,       from: ['delivery'],              to: ['console'] },
  { contract: messageDeadLettered, from: every,                     to: ['console'] },
  { contract: configPublished,     from: ['console'],               to: every, compacted: true },
  { contract: personErased,        from: ['console'],               to: every },
];

export const topicOf = (topic: string): TopicRow | undefined => topics.find((row) => row.contract.topic === topic);
