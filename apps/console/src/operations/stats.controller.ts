import { Controller, Get } from '@nestjs/common';
import type { Stats } from '#contracts';
import { UnitOfWork } from '#persistence';
import { countStats } from './count-stats.js';

@Controller()
export class StatsController {
  constructor(private readonly work: UnitOfWork) {}

  @Get('/api/stats')
  stats(): Promise<Stats> {
    return this.work.read(countStats);
  }
}
