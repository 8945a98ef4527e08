import { Controller, Get, Param } from '@nestjs/common';
import { ProblemError, type AssignmentConfig, type AssignmentExplanation, type FairnessView, type PoolTurnView, type PoolView } from '#contracts';
import { dayOf, EMPTY_POOL, explainDecision, TURN, whyNotEligible, sayNotEligible } from '#domain';
import { UnitOfWork } from '#persistence';
import { Clock } from '#platform';
import { AssignLeads } from './assign-leads.js';
import { decisionsOf, decisionsOfPool, readDesk, readLeads, type PoolDecision } from './assignment.store.js';
import { viewFairness, viewTurns } from './view-fairness.js';

/** Why this rep and why not the others; how the pools stand. */
@Controller()
export class WhyController {
  constructor(private readonly work: UnitOfWork, private readonly assign: AssignLeads, private readonly clock: Clock) {}

  @Get('/api/leads/:id/assignment')
  async why(@Param('id') leadId: string): Promise<AssignmentExplanation[]> {
    const { decisions, lead, desk } = await this.work.read(function* () {
      return { decisions: yield* decisionsOf(leadId), lead: (yield* readLeads([leadId])).get(leadId), desk: yield* readDesk() };
    });
    const { config } = this.assign.rules();
    return decisions.map(({ epoch, because, record }, place) => ({
      epoch, owner: record.owner, ...explainDecision(record, config), decidedAt: new Date(record.at).toISOString(), configs: [record.config],
      waitedForResearch: because === 'researched' || because === 'research-timeout',
      proposal: place === 0 && lead ? this.assign.proposal(desk, lead, record) : null,
    }));
  }

  @Get('/api/pools')
  async pools(): Promise<PoolView[]> {
    const desk = await this.work.read(readDesk);
    const { config } = this.assign.rules();
    return Object.entries(config.pools).map(([id, { label, members }]) => {
      const state = desk.pools[id] ?? EMPTY_POOL;
      return {
        id, label, turns: state.turns,
        members: Object.entries(members).map(([rep, weight]) => {
          const { share, count } = state.members[rep] ?? { share: 0, count: 0 };
          return { ...this.rep(config, rep, desk.load), weight, count, share: share / TURN, ahead: count - share / TURN };
        }),
      };
    });
  }

  /** Errors: 404 pool_unknown. */
  @Get('/api/pools/:id/certificate')
  async fairness(@Param('id') pool: string): Promise<FairnessView> {
    const decisions = await this.decisionsOf(pool);
    return viewFairness(pool, decisions.map(({ record }) => record), this.nameOf);
  }

  /** Errors: 404 pool_unknown. */
  @Get('/api/pools/:id/turns')
  async turns(@Param('id') pool: string): Promise<PoolTurnView[]> {
    return viewTurns(await this.decisionsOf(pool), this.nameOf);
  }

  @Get('/api/reps')
  async reps(): Promise<unknown> {
    const desk = await this.work.read(readDesk);
    const { config } = this.assign.rules();
    return Object.keys(config.reps).map((rep) => this.rep(config, rep, desk.load));
  }

  private readonly nameOf = (rep: string): string => this.assign.rules().config.reps[rep]?.name ?? rep;

  private decisionsOf(pool: string): Promise<PoolDecision[]> {
    const { config } = this.assign.rules();
    if (!(pool in config.pools)) throw new ProblemError(404, 'pool_unknown', 'Not found', `There is no pool ${JSON.stringify(pool)}. Known: ${Object.keys(config.pools).join(', ')}.`);
    return this.work.read(() => decisionsOfPool(pool));
  }

  private rep(config: AssignmentConfig, id: string, load: Readonly<Record<string, { day: string; count: number }>>) {
    const rep = config.reps[id];
    const now = this.clock.now();
    const today = rep && load[id]?.day === dayOf(rep, now) ? load[id]!.count : 0;
    const reason = whyNotEligible(id, rep, load[id], {}, now);
    return { rep: id, name: rep?.name ?? id, today, cap: rep?.cap.day ?? 0, available: reason === null, why: reason ? sayNotEligible(reason) : null };
  }
}
