import { Injectable } from '@nestjs/common';
import type { ProviderOutcome } from '#connectors';
import { DeadLetters } from '#messaging';
import { UnitOfWork } from '#persistence';
import { Clock, Configs, Log, ReadyNotes } from '#platform';
import { changeOf } from './standing.js';
import { dropStanding, readStanding, readStandings, saveStanding } from './standings.store.js';
import { wordRefusal, wordStanding } from './word-standing.js';

/** Sees that a provider stops answering, and that it answers again. One that refuses our account needs attention, once for all leads. */
@Injectable()
export class WatchProviders {
  constructor(private readonly work: UnitOfWork, private readonly deadLetters: DeadLetters, private readonly configs: Configs, private readonly clock: Clock, private readonly log: Log, notes: ReadyNotes) {
    notes.add(async () => Object.fromEntries((await work.read(readStandings)).map((standing) => [`provider:${standing.provider}`, wordStanding(standing)])));
  }

  /** After every call. Writes only where something changes. */
  async saw(provider: string, outcome: ProviderOutcome): Promise<void> {
    const { deadLetters } = this;
    const known = await this.work.read(() => readStanding(provider));
    if (changeOf(known, outcome) === null) return;
    const since = this.clock.now();
    const variable = this.configs.get('enrichment')?.document.providers[provider]?.key ?? 'its variable';
    const change = await this.work.transact({
      lock: [`provider:${provider}`],
      read: () => readStanding(provider),
      decide: (now) => changeOf(now, outcome),
      *write(decided, now) {
        if (!decided) return decided;
        if (decided.to === 'answers') {
          if (now?.attentionId) yield* deadLetters.resolve([now.attentionId]);
          yield* dropStanding(provider);
          return decided;
        }
        const [attentionId = null] = decided.to === 'refuses' ? yield* deadLetters.add([wordRefusal(provider, decided.failure, variable)]) : [];
        yield* saveStanding({ provider, is: decided.to, since, attentionId });
        return decided;
      },
    });
    if (change) this.log.info('provider.standing', { provider, is: change.to });
  }
}
