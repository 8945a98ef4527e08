import { Controller, Get } from '@nestjs/common';
import type { SpendView } from '#contracts';
import { budgetDay, spendByProvider } from '#connectors';
import { selectOne, UnitOfWork } from '#persistence';
import { Clock, Configs } from '#platform';

/** What the outside world has cost, and may cost, from the ledger of all calls. */
@Controller()
export class SpendController {
  constructor(private readonly work: UnitOfWork, private readonly configs: Configs, private readonly clock: Clock) {}

  /** Money in millionths. Estimated: what providers say they charge, at the prices of enrichment.yaml; an answer that was lost counts in full. */
  @Get('/api/spend')
  async spend(): Promise<SpendView> {
    const config = this.configs.get('enrichment')?.document;
    const { days, runs } = await this.work.read(function* () {
      return { days: yield* spendByProvider(), runs: (yield* selectOne<{ runs: number }>('SELECT COUNT(*) AS runs FROM enrichment_runs'))?.runs ?? 0 };
    });
    const total = (of: 'settledMicro' | 'reservedMicro' | 'unknownMicro') => days.reduce((sum, day) => sum + day[of], 0);
    return {
      currency: config?.currency ?? 'USD', estimated: true, reservedMicro: total('reservedMicro'), settledMicro: total('settledMicro'), unknownMicro: total('unknownMicro'), runs,
      today: budgetDay(this.clock.now(), config?.timeZone ?? 'UTC'), days, ceilings: config?.ceilings ?? null,
    };
  }
}
