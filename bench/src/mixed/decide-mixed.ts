import type { LeadResearched, LeadSnapshot } from '#contracts';
import { EMPTY_DESK, type Desk, type Next } from '#domain';
import { Journal, NO_HASH, type JournalEntry, type JournalEvent } from '#journal';
import { SafeHttp, type IncomingResponse, type OutgoingRequest } from '#platform';
import { runWorkflow } from '#workflow';
import { begin, newAsk } from '../../../apps/enrichment/src/ask/ask.js';
import { openQuestions } from '../../../apps/enrichment/src/ask/open-questions.js';
import { takeOutcome } from '../../../apps/enrichment/src/ask/take-outcome.js';
import { enrichLeadWorkflow, initialState, type EnrichmentState } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import { concludeRun } from '../../../apps/research/src/conclude-run.js';
import { templateDraft, writeDraft } from '../../../apps/research/src/draft/write-draft.js';
import { giveLead, readLead } from '../domain/decide-leads.js';
import type { BenchLead } from '../leads.js';
import type { StageParts } from '../stages/stage-parts.js';
import { answerOutside } from './outside-world.js';
import { PROVIDER, readMatch } from './provider-answer.js';
import { runResearch } from './run-research.js';

const CAUSE = { id: '', type: 'lead.captured', version: 1, producer: 'intake', leadId: '', sequence: 0, occurredAt: '', correlationId: '', causationId: null };

/** How many leads were judged a fit, by whom. */
export type Judged = Record<'directory' | 'provider' | 'research', number>;

/**
 * Only the decisions of the mix: also what a provider's answer means, and a whole run of the research agent with its reading of
 * pages and its draft, on an outside that answers from memory and a journal that keeps nothing.
 */
export async function decideMixed(leads: readonly BenchLead[], parts: StageParts, now: number): Promise<Judged> {
  const at = new Date(now).toISOString();
  const http = new MemoryHttp();
  const judged: Judged = { directory: 0, provider: 0, research: 0 };
  let desk: Desk = EMPTY_DESK;
  for (const [index, sent] of leads.entries()) {
    const { state, by } = await enrich(readLead(sent, index, parts, now), parts, http, now);
    const researched = state.next.research ? await research(String(index), state, state.next.research, parts, http) : null;
    const { fit, company } = researched ?? state;
    const decided = giveLead({ ...state, fit, company }, parts, desk, now);
    desk = decided.desk;
    if (researched) {
      const occasion = { leadId: String(index), assigned: { epoch: 1, owner: decided.record.owner, lead: state.lead }, result: researched, outreach: parts.outreach, at };
      writeDraft(occasion, templateDraft(occasion));
    }
    if (fit.verdict === 'fit') judged[researched ? 'research' : by] += 1;
  }
  return judged;
}

/** A run of the agent from its request to what it tells everyone. */
async function research(runId: string, { lead, company, facts, fit, summary }: EnrichmentState, asked: NonNullable<Next['research']>, parts: StageParts, http: SafeHttp): Promise<LeadResearched> {
  const request = { runId, ...asked, researchBy: null, lead, company, facts: [...facts], fit, summary };
  return concludeRun(await runResearch(request, parts, { http, journal: new NoJournal(), keep() {} }), 0);
}

/** The recipe; once more with what the provider says, where it is asked. */
async function enrich(lead: LeadSnapshot, { recipe }: StageParts, http: MemoryHttp, now: number): Promise<{ state: EnrichmentState; by: 'directory' | 'provider' }> {
  const workflow = enrichLeadWorkflow(recipe);
  const at = new Date(now).toISOString();
  const { state } = runWorkflow(workflow, initialState(lead, [], at));
  const [question] = openQuestions(state, recipe.enrichment!.document.waterfall, new Set([PROVIDER.id]));
  if (!question) return { state, by: 'directory' };
  const domain = state.company.domain!;
  const { status, body } = await http.request({ method: 'GET', url: `https://rimedata.example/v5/company/enrich?website=${domain}` });
  const { facts } = takeOutcome(begin(newAsk('', CAUSE, now), PROVIDER.id), readMatch(status, body.toString('utf8')), { provider: PROVIDER, question, domain, now });
  return { state: runWorkflow(workflow, initialState(lead, facts, at)).state, by: 'provider' };
}

/** The outside without a network; each answer is made once. */
class MemoryHttp extends SafeHttp {
  private readonly answers = new Map<string, IncomingResponse>();

  override async request({ url }: OutgoingRequest): Promise<IncomingResponse> {
    const known = this.answers.get(url);
    if (known) return known;
    const { host, pathname, search } = new URL(url);
    const answer = answerOutside(host, pathname + search);
    const response = { status: answer.status, headers: answer.headers, body: Buffer.from(answer.body), finalUrl: url };
    this.answers.set(url, response);
    return response;
  }
}

class NoJournal extends Journal {
  override async read(): Promise<JournalEvent[]> {
    return [];
  }

  override async append(runId: string, _last: JournalEvent | null, entries: readonly JournalEntry[]): Promise<JournalEvent[]> {
    return entries.map((entry, seq) => ({ ...entry, runId, seq, prevHash: NO_HASH, hash: NO_HASH }));
  }
}
