import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { AccessView, ConnectionView, TestLeadView } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Clock, Environment } from '#platform';
import { countByConnection } from '../intake.store.js';
import { KnownConnections } from '../known-connections.js';
import { Refusals } from '../refusals.js';
import { addressOf } from './address-of.js';
import { CheckAccess } from './check-access.js';
import { SendTestLead } from './send-test-lead.js';

const DAY_MS = 86_400_000;

/** The connections as sales ops sees them, and the two things that can be tried with each. */
@Controller('/api/connections')
export class ConnectionsController {
  constructor(
    private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly refusals: Refusals, private readonly environment: Environment,
    private readonly clock: Clock, private readonly checkAccess: CheckAccess, private readonly sendTestLead: SendTestLead,
  ) {}

  @Get()
  async list(): Promise<ConnectionView[]> {
    const entries = Object.entries(this.connections.all);
    const since = this.clock.now() - DAY_MS;
    const counts = await this.work.read(() => countByConnection(entries.map(([name]) => name), since));
    return entries.map(([name, connection]): ConnectionView => {
      const { label, vendor, mode, crm } = connection;
      const { calls, submissions, lastCallAt } = counts.get(name)!;
      const { byCode, last } = this.refusals.of(name);
      return {
        name, label: label ?? name, vendor, mode, url: addressOf(this.environment.publicUrl, name, connection), crm: crm?.system ?? null,
        off: this.connections.whyOff(name), lastCallAt: lastCallAt === null ? null : new Date(lastCallAt).toISOString(), lastError: last,
        last24h: { calls, submissions, refused: byCode },
      };
    });
  }

  @Post(':connection/check')
  @HttpCode(200)
  check(@Param('connection') name: string): Promise<AccessView> {
    return this.checkAccess.of(name);
  }

  @Post(':connection/test')
  @HttpCode(200)
  test(@Param('connection') name: string): Promise<TestLeadView> {
    return this.sendTestLead.through(name);
  }
}
