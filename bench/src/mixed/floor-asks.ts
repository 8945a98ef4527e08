import type { Fact, LeadSnapshot } from '#contracts';
import { budgetDay } from '#connectors';
import { runWorkflow } from '#workflow';
import { begin, callIdOf, PURPOSE, tell, type Ask } from '../../../apps/enrichment/src/ask/ask.js';
import { openQuestions } from '../../../apps/enrichment/src/ask/open-questions.js';
import { takeOutcome } from '../../../apps/enrichment/src/ask/take-outcome.js';
import { enrichLeadWorkflow, initialState } from '../../../apps/enrichment/src/enrich-lead.workflow.js';
import type { FloorLoop, Read } from '../embedded/floor-loop.js';
import { ASK_TASK, DEADLINE_TASK, ENRICHED_LEADS, factRows, RUNS } from '../stages/enrichment.stage.js';
import type { StageParts } from '../stages/stage-parts.js';
import { endTasks, type Change, type Edge, type Later, type Outcome } from '../stages/stage.js';
import { tellEnriched } from '../stages/tell-enriched.js';
import type { BareHttp } from './bare-http.js';
import { PRICE_MICRO, PROVIDER, readMatch } from './provider-answer.js';

type Asking = Later & { kind: 'ask' };

const CALLS = { table: 'outside_calls', columns: ['id', 'lead_id', 'provider', 'day', 'purpose', 'state', 'reserved_micro', 'charged_micro', 'reserved_at', 'settled_at'] };

/**
 * Asks the provider about a lead with the fewest commits that keep the same promises: one before the call (it begins, its money
 * is held), one after it (settled, facts, the last run, the event, no task any more). The lease of a task is left out: nobody
 * else could hold it.
 */
export class FloorAsks {
  private readonly workflow;
  private readonly config;

  constructor(private readonly parts: StageParts, private readonly http: BareHttp, private readonly edge: Edge) {
    this.workflow = enrichLeadWorkflow(parts.recipe);
    this.config = parts.recipe.enrichment!.document;
  }

  async ask(asking: Asking, loop: FloorLoop): Promise<void> {
    const begun = begin(asking.ask, PROVIDER.id);
    await loop.commit('enrichment', () => this.begin(begun));
    const query = new URLSearchParams({ website: asking.domain, ...(asking.name ? { name: asking.name } : {}), min_likelihood: '6' }).toString();
    const { status, body } = await this.http.request({ method: 'GET', url: `${this.config.providers[PROVIDER.id]!.baseUrl}/v5/company/enrich?${query}`, headers: { 'x-api-key': 'any', accept: 'application/json' } });
    await loop.commit('enrichment', (read) => this.end(asking, begun, status, body.toString('utf8'), read));
  }

  private begin(ask: Ask): Outcome {
    const at = this.edge.now();
    const { leadId } = ask;
    const { ceilings, timeZone } = this.config;
    const day = budgetDay(at, timeZone);
    const scopes = [[`lead|${leadId}`, ceilings.lead], [`provider-day|${PROVIDER.id}|${day}`, ceilings.providerDay], [`day|${day}`, ceilings.day]] as const;
    return {
      rows: [{ into: CALLS, values: [[callIdOf(ask), leadId, PROVIDER.id, day, PURPOSE, 'reserved', PRICE_MICRO, null, at, null]] }],
      changes: [...scopes.map(([scope, most]) => hold(scope, most)), { sql: 'UPDATE enrichment_asks SET progress = ? WHERE lead_id = ?', params: [progressOf(ask), leadId], rows: 1 }],
      events: [],
    };
  }

  /** Of the lead is read what it is by now. */
  private end({ question, domain }: Asking, begun: Ask, status: number, body: string, read: Read): Outcome {
    const { leadId } = begun;
    const at = this.edge.now();
    const [stored] = read<{ snapshot: string; cause: string; told: number }>({ sql: 'SELECT snapshot, cause, told FROM enrichment_leads JOIN enrichment_asks USING (lead_id) WHERE lead_id = ?', params: [leadId] });
    const known = read<{ fact: string }>({ sql: 'SELECT fact FROM enrichment_facts WHERE known_until IS NULL AND lead_id = ? ORDER BY known_from, identity', params: [leadId] }).map(({ fact }) => JSON.parse(fact) as Fact);
    const { ask, facts } = takeOutcome(begun, readMatch(status, body), { provider: PROVIDER, question, domain, now: at });
    const all = [...known, ...facts];
    const { state, record } = runWorkflow(this.workflow, initialState(JSON.parse(stored!.snapshot) as LeadSnapshot, all, new Date(at).toISOString()));
    if (stored!.told === 1 || openQuestions(state, this.config.waterfall, new Set([PROVIDER.id])).length > 0) throw new Error(`Lead ${leadId} is not told by one call: in the mix one call is enough.`);
    const runId = this.edge.nextId();
    const told = { ...tell(ask, { isClear: state.fit.verdict !== 'needs_review' }), ended: true };
    return {
      rows: [
        factRows(leadId, facts, at),
        { into: { ...ENRICHED_LEADS, key: ['lead_id'] }, values: [[leadId, stored!.snapshot, at]] },
        { into: RUNS, values: [[runId, leadId, at, JSON.stringify(all), stored!.snapshot, JSON.stringify(record)]] },
      ],
      changes: [
        { sql: "UPDATE outside_calls SET state = 'settled', charged_micro = ?, settled_at = ? WHERE id = ? AND state = 'reserved'", params: [PRICE_MICRO, at, callIdOf(begun)], rows: 1 },
        { sql: 'UPDATE enrichment_asks SET told = 1, ended = 1, progress = ? WHERE lead_id = ?', params: [progressOf(told), leadId], rows: 1 },
        ...endTasks('enrichment', ASK_TASK, [leadId]), ...endTasks('enrichment', DEADLINE_TASK, [leadId]),
      ],
      events: tellEnriched(this.parts.recipe, { leadId, runId, state, spentMicro: PRICE_MICRO, cause: begun.cause }, at, this.edge),
    };
  }
}

/** Check and hold are one statement, as in the product: nobody passes a ceiling. */
const hold = (scope: string, most: number): Change => ({
  sql: 'INSERT INTO outside_spend (scope, held_micro) VALUES (?, ?) ON CONFLICT (scope) DO UPDATE SET held_micro = held_micro + excluded.held_micro WHERE held_micro + excluded.held_micro <= ?',
  params: [scope, PRICE_MICRO, most], rows: 1,
});

const progressOf = ({ leadId: _lead, cause: _cause, tellBy: _by, told: _told, ended: _ended, ...progress }: Ask): string => JSON.stringify(progress);
