import { Injectable } from '@nestjs/common';
import { Configs } from '#platform';
import { PROGRAMS } from '../sign-in/programs.js';
import { peopleFromConfig } from './people-from-config.js';

/** How reps, users, queues' humans and connections are called on a screen. An id nobody knows is shown as it is. */
@Injectable()
export class Names {
  private known: ReadonlyMap<string, string>;

  constructor(private readonly configs: Configs) {
    this.known = this.collect();
    configs.onChange(() => { this.known = this.collect(); });
  }

  readonly nameOf = (id: string): string => {
    const bare = id.replace(/^user:/, '');
    return this.known.get(bare) ?? this.known.get(bare.toLowerCase()) ?? bare;
  };

  private collect(): Map<string, string> {
    const connections = Object.entries(this.configs.get('connections')?.document.connections ?? {});
    const people = peopleFromConfig(this.configs.get('assignment')?.document ?? null);
    return new Map([
      ...connections.map(([id, { label }]) => [id, label ?? id] as const),
      ...Object.values(PROGRAMS).map(({ user, name }) => [user, name] as const),
      ...people.flatMap(({ user, email, name }) => [[email.toLowerCase(), name], [user, name]] as const),
    ]);
  }
}
