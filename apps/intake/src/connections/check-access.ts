import { Injectable } from '@nestjs/common';
import { checkConnectionAccess, CrmClients } from '#connectors';
import type { AccessView } from '#contracts';
import { Clock, Configs } from '#platform';
import { KnownConnections } from '../known-connections.js';
import { configured } from './configured.js';

/** "Check access": what the CRM account behind a connection lets us do. */
@Injectable()
export class CheckAccess {
  private readonly underWay = new Map<string, Promise<AccessView>>();

  constructor(private readonly connections: KnownConnections, private readonly configs: Configs, private readonly crms: CrmClients, private readonly clock: Clock) {}

  /** One check of a connection at a time: who asks meanwhile gets its answer. Errors: 404 connection_unknown. */
  async of(name: string): Promise<AccessView> {
    const connection = configured(this.connections.all, name);
    const running = this.underWay.get(name);
    if (running) return running;
    const check = this.check({ name, connection, off: this.connections.whyOff(name) }).finally(() => this.underWay.delete(name));
    this.underWay.set(name, check);
    return check;
  }

  private async check(checked: Parameters<typeof checkConnectionAccess>[0]): Promise<AccessView> {
    const access = await checkConnectionAccess(checked, this.configs.get('assignment')?.document ?? null, this.crms);
    return { connection: checked.name, ...access, checkedAt: this.clock.iso() };
  }
}
