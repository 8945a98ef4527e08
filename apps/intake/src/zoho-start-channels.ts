import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Tasks } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Configs, Log } from '#platform';
import { KnownConnections } from './known-connections.js';
import { KEEP_CHANNEL, keepChannelTask } from './zoho-channel-task.js';

/** Has the channels of Zoho opened or prolonged at start and when connections change, so that a new token or address holds at once. */
@Injectable()
export class StartZohoChannels implements OnApplicationBootstrap {
  constructor(private readonly work: UnitOfWork, private readonly tasks: Tasks, private readonly connections: KnownConnections, private readonly configs: Configs, private readonly log: Log) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
    this.configs.onChange((kind) => {
      if (kind === 'connections') this.start().catch((error: unknown) => this.log.error('zoho-channel.start', error));
    });
  }

  private async start(): Promise<void> {
    const { tasks } = this;
    const names = Object.entries(this.connections.all).filter(([, connection]) => connection.vendor === 'zoho' && connection.keepChannel).map(([name]) => name);
    if (names.length === 0) return;
    await this.work.transact({
      *write() {
        yield* tasks.cancel(KEEP_CHANNEL, names);
        yield* tasks.add(names.map(keepChannelTask));
      },
    });
  }
}
