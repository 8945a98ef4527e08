import type { Question } from '#contracts';
import { inList, insertRows, json, key, migration, select, text, table, time, type Work } from '#persistence';
import type { RunRecord } from '#workflow';
import { ASK_STEP, type EnrichmentState } from '../enrich-lead.workflow.js';

/** One row per answer that was taken, under the run that it led to. */
export const answersMigration = migration('enrichment', 4, [
  table('enrichment_answers', { run_id: key(), lead_id: key(), question: json(), choice: text(), user_id: text(), user_name: text(), at: time() }, { primary: ['run_id'], index: [['lead_id', 'at']] }),
]);

/** What a person answered. `at` in milliseconds; `by` is a user id. */
export interface Answer {
  readonly runId: string;
  readonly leadId: string;
  readonly question: Question;
  readonly choice: string;
  readonly by: string;
  readonly name: string;
  readonly at: number;
}

/** The questions that are open now, by lead: what the newest run of each asks. */
export function* openQuestionsOf(leadIds: readonly string[]): Work<Map<string, Question>> {
  if (leadIds.length === 0) return new Map();
  const runs = yield* select<{ lead_id: string; record: string }>(`SELECT lead_id, record FROM enrichment_runs WHERE lead_id IN ${inList(leadIds)} ORDER BY at, run_id`, leadIds);
  const newest = new Map(runs.map(({ lead_id, record }) => [lead_id, record]));
  return new Map([...newest].flatMap(([leadId, record]) => {
    const asked = (JSON.parse(record) as RunRecord).steps.find(({ step }) => step === ASK_STEP)?.output as Pick<EnrichmentState, 'question'> | undefined;
    return asked?.question ? [[leadId, asked.question] as const] : [];
  }));
}

/** Oldest first. */
export function* answersOf(leadId: string): Work<Answer[]> {
  const rows = yield* select<{ run_id: string; question: string; choice: string; user_id: string; user_name: string; at: number }>('SELECT run_id, question, choice, user_id, user_name, at FROM enrichment_answers WHERE lead_id = ? ORDER BY at, run_id', [leadId]);
  return rows.map((row) => ({ runId: row.run_id, leadId, question: JSON.parse(row.question) as Question, choice: row.choice, by: row.user_id, name: row.user_name, at: row.at }));
}

export function* keepAnswer({ runId, leadId, question, choice, by, name, at }: Answer): Work<void> {
  yield* insertRows('enrichment_answers', [{ run_id: runId, lead_id: leadId, question: JSON.stringify(question), choice, user_id: by, user_name: name, at }]);
}
