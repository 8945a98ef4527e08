import { ProblemError, type Question } from '#contracts';
import type { Answer } from './answers.store.js';

type Choice = Question['choices'][number];

export type Judged =
  | { readonly outcome: 'taken'; readonly question: Question; readonly choice: Choice }
  /** The same answer was given before: nothing is left to do. */
  | { readonly outcome: 'known'; readonly answer: Answer };

/**
 * Whether an answer counts. `open`: what is asked now; `answers`: what was answered before, oldest first.
 * Errors: 409 question_closed, saying who answered what and when; 422 choice_unknown.
 */
export function judgeAnswer(given: { question: string; choice: string }, open: Question | null, answers: readonly Answer[]): Judged {
  if (open?.id === given.question) {
    const choice = open.choices.find(({ id }) => id === given.choice);
    if (!choice) throw new ProblemError(422, 'choice_unknown', 'No such choice', `choice: ${JSON.stringify(given.choice)} is none of ${open.choices.map(({ id }) => id).join(', ')}.`, { choices: open.choices.map(({ id }) => id) });
    return { outcome: 'taken', question: open, choice };
  }
  const answer = answers.findLast(({ question }) => question.id === given.question);
  if (answer?.choice === given.choice) return { outcome: 'known', answer };
  throw closed(open, answer);
}

/** The choice of an answer as it stood on its button. */
export const choiceOf = ({ question, choice }: Answer): Choice => question.choices.find(({ id }) => id === choice)!;

function closed(open: Question | null, answer: Answer | undefined): ProblemError {
  const next = open ? `Asked now: ${open.sentence}` : 'Nothing is asked about this lead now.';
  const extra = { open: open?.id ?? null, answered: answer ? { choice: answer.choice, label: choiceOf(answer).label, by: `user:${answer.by}`, at: new Date(answer.at).toISOString() } : null };
  const detail = answer
    ? `${answer.name} answered "${choiceOf(answer).label}" at ${extra.answered!.at}. If that is wrong, correct the value.`
    : `That question is not open any more: what is known of the lead has changed. ${next} Load the lead again.`;
  return new ProblemError(409, 'question_closed', 'Already settled', detail, extra);
}
