import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Tasks } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Log } from '#platform';
import { hasCrm } from '../crm-properties.js';
import { KnownConnections } from '../known-connections.js';
import { begin } from './reconcile.store.js';
import { reconcileTask } from './reconcile-task.js';

/** Gives every connection with a CRM its task, at start and when connections change. What a CRM held before that moment stays there. */
@Injectable()
export class StartReconciling implements OnApplicationBootstrap {
  constructor(private readonly work: UnitOfWork, private readonly tasks: Tasks, private readonly connections: KnownConnections, private readonly configs: Configs, private readonly clock: Clock, private readonly log: Log) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
    this.configs.onChange((kind) => {
      if (kind === 'connections') this.start().catch((error: unknown) => this.log.error('reconcile.start', error));
    });
  }

  private async start(): Promise<void> {
    const { tasks } = this;
    const now = this.clock.now();
    const asked = Object.entries(this.connections.all).filter(([, connection]) => hasCrm(connection) && connection.reconcile > 0);
    if (asked.length === 0) return;
    await this.work.transact({
      *write() {
        yield* begin(asked.map(([name]) => name), now);
        yield* tasks.add(asked.map(([name, { reconcile }]) => reconcileTask(name, now + reconcile)));
      },
    });
  }
}
