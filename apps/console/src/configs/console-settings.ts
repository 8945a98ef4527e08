import { Injectable } from '@nestjs/common';
import { outreachConfig, type CrmRef, type OutreachConfig } from '#contracts';
import { Configs } from '#platform';
import { Names } from '../people/names.js';
import { peopleFromConfig, personNamed } from '../people/people-from-config.js';

/** How approval works while no outreach is configured: the contract's own defaults. */
const DEFAULT_APPROVAL: OutreachConfig['approval'] = outreachConfig.shape.approval.parse(undefined);

/** What console reads from the configuration in force. */
@Injectable()
export class ConsoleSettings {
  constructor(private readonly configs: Configs, private readonly names: Names) {}

  get approval(): OutreachConfig['approval'] {
    return this.configs.get('outreach')?.document.approval ?? DEFAULT_APPROVAL;
  }

  forViews(): { expiresAfterMs: number; nameOf: (id: string) => string; systemOf: (connection: string) => CrmRef['system'] | null } {
    return { expiresAfterMs: this.approval.expiresAfter, nameOf: this.names.nameOf, systemOf: this.systemOf };
  }

  /** The queues a user answers for. */
  readonly queuesOf = (user: string): string[] => {
    const config = this.configs.get('assignment')?.document ?? null;
    const people = peopleFromConfig(config);
    return Object.entries(config?.queues ?? {}).filter(([, { owner }]) => personNamed(people, owner)?.user === user).map(([id]) => id);
  };

  private readonly systemOf = (connection: string): CrmRef['system'] | null => this.configs.get('connections')?.document.connections[connection]?.crm?.system ?? null;
}
