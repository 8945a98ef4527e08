import { Controller, Get } from '@nestjs/common';
import type { Mode } from '#contracts';
import { UnitOfWork } from '#persistence';
import { Clock, Environment } from '#platform';
import { countByConnection } from './intake.store.js';
import { KnownConnections } from './known-connections.js';
import { Refusals, type Refusal } from './refusals.js';

const DAY_MS = 86_400_000;

export interface ConnectionView {
  readonly name: string;
  readonly label: string;
  readonly vendor: string;
  readonly mode: Mode;
  /** What to paste at the sender, or where programs send leads. */
  readonly url: string;
  /** Why it takes nothing at the moment, with the remedy; null when it is on. */
  readonly off: string | null;
  readonly lastCallAt: string | null;
  /** The last refusal since this process started. */
  readonly lastError: Refusal | null;
  readonly last24h: { readonly calls: number; readonly submissions: number; readonly refused: Readonly<Record<string, number>> };
}

/** The connections as sales ops sees them. */
@Controller()
export class ConnectionsController {
  constructor(private readonly work: UnitOfWork, private readonly connections: KnownConnections, private readonly refusals: Refusals, private readonly environment: Environment, private readonly clock: Clock) {}

  @Get('/api/connections')
  async list(): Promise<ConnectionView[]> {
    const entries = Object.entries(this.connections.all);
    const since = this.clock.now() - DAY_MS;
    const counts = await this.work.read(() => countByConnection(entries.map(([name]) => name), since));
    return entries.map(([name, { label, vendor, mode }]): ConnectionView => {
      const { calls, submissions, lastCallAt } = counts.get(name)!;
      const { byCode, last } = this.refusals.of(name);
      return {
        name, label: label ?? name, vendor, mode, url: `${this.environment.publicUrl}${vendor === 'api' ? '/api/leads' : `/hooks/${name}`}`,
        off: this.connections.whyOff(name), lastCallAt: lastCallAt === null ? null : new Date(lastCallAt).toISOString(), lastError: last,
        last24h: { calls, submissions, refused: byCode },
      };
    });
  }
}
