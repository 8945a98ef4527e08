import type { ResearchRequested } from '#contracts';
import { runAgent, type SnapshotText } from '#agent';
import { registrableDomain } from '#domain';
import type { Journal } from '#journal';
import { Environment, SystemClock, type SafeHttp } from '#platform';
import { budgetOf, researchAgent, versionsOf } from '../../../apps/research/src/agent/research-agent.js';
import type { NewSnapshot } from '../../../apps/research/src/new-snapshot.js';
import { PublicSources } from '../../../apps/research/src/outside/public-sources.js';
import type { ResearchKinds, ResearchState, ResearchSubject } from '../../../apps/research/src/research-kinds.js';
import { refOf, type StageParts } from '../stages/stage-parts.js';

export interface ResearchParts { readonly http: SafeHttp; readonly journal: Journal; keep(snapshot: NewSnapshot): void }

/** Where the bench looks: the product's sources, on whatever HTTP they are given. */
const sourcesOn = (http: SafeHttp): PublicSources => new PublicSources(http, new Environment({ EGRESS_MAP: '*.example=127.0.0.1:9' }), new SystemClock());

/**
 * A run of the research agent outside of the product: its loop, its decisions and its sources, which are pure but for what is
 * passed in; pages are read back from memory. No lease, no task, no table.
 */
export async function runResearch({ runId, depth, question, company, lead, facts, fit }: ResearchRequested, { recipe }: StageParts, { http, journal, keep }: ResearchParts): Promise<ResearchState> {
  const pages = new Map<string, SnapshotText>();
  const sources = sourcesOn(http).of(async (snapshot) => {
    const { id, url, text, flags, savedAt } = snapshot;
    pages.set(id, { id, url, text, flags, savedAt });
    keep(snapshot);
  });
  const icp = recipe.icp!;
  const subject: ResearchSubject = { depth, question, domain: registrableDomain(company.domain ?? lead.company.domain), facts, fit, icp: { ref: refOf(icp), document: icp.document } };
  return runAgent<ResearchKinds>({
    runId, journal, agent: researchAgent(sources, async (id) => pages.get(id)!), start: { subject, budget: budgetOf(subject), versions: versionsOf(sources) },
    clock: { now: Date.now }, signal: new AbortController().signal,
  });
}
