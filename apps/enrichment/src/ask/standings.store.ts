import { execute, insertRows, key, migration, select, selectOne, table, time, type Work } from '#persistence';
import type { Standing } from './standing.js';

/** One row per provider that does not answer at the moment. */
export const standingsMigration = migration('enrichment_standings', 1, [
  table('enrichment_standings', { provider: key(), standing: key(), since: time(), attention_id: key().nullable() }, { primary: ['provider'] }),
]);

interface StandingRow { provider: string; standing: Standing['is']; since: number; attention_id: string | null }
const standingOf = ({ provider, standing, since, attention_id }: StandingRow): Standing => ({ provider, is: standing, since, attentionId: attention_id });

export function* readStanding(provider: string): Work<Standing | null> {
  const row = yield* selectOne<StandingRow>('SELECT * FROM enrichment_standings WHERE provider = ?', [provider]);
  return row ? standingOf(row) : null;
}

export function* readStandings(): Work<Standing[]> {
  return (yield* select<StandingRow>('SELECT * FROM enrichment_standings ORDER BY provider')).map(standingOf);
}

export function* saveStanding({ provider, is, since, attentionId }: Standing): Work<void> {
  yield* insertRows('enrichment_standings', [{ provider, standing: is, since, attention_id: attentionId }], { onDuplicate: { key: ['provider'], update: ['standing', 'since', 'attention_id'] } });
}

export function* dropStanding(provider: string): Work<void> {
  yield* execute('DELETE FROM enrichment_standings WHERE provider = ?', [provider]);
}
