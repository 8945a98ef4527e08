import { fold } from '#domain';
import { compilePath, findAll, isObject } from './json-path.js';

/** One answer of a form. */
export interface FormAnswer { readonly ref: string | null; readonly label: string | null; readonly value: unknown }

const ANSWERS = compilePath('$..answers[*]');
const QUESTIONS = compilePath('$..fields[*]');

/**
 * The answers in a body, wherever they stand: items of an `answers` array that name their `field`. The value stands under the
 * member that `type` names; of choices it is the label. Questions are titled in the answer or in a `fields` array.
 */
export function formAnswers(body: unknown): FormAnswer[] {
  const questions = findAll(QUESTIONS, body).filter(isObject);
  return findAll(ANSWERS, body).filter(isObject).flatMap((answer) => {
    const { field } = answer;
    if (!isObject(field)) return [];
    const question = questions.find(({ id, ref }) => (ref !== undefined && ref === field['ref']) || (id !== undefined && id === field['id']));
    return [{ ref: word(field['ref']), label: word(field['title'] ?? field['label'] ?? question?.['title'] ?? question?.['label']), value: valueOf(answer) }];
  });
}

/** A ref is a name and must be equal; a label is prose, so case and punctuation do not count. */
export function findAnswer(answers: readonly FormAnswer[], wanted: { ref: string } | { label: string }): FormAnswer | undefined {
  return answers.find((answer) => ('ref' in wanted ? answer.ref === wanted.ref : answer.label !== null && fold(answer.label) === fold(wanted.label)));
}

function valueOf(answer: Record<string, unknown>): unknown {
  const value = answer[String(answer['type'])];
  return isObject(value) ? (value['label'] ?? value['labels'] ?? value['other'] ?? null) : value;
}

const word = (value: unknown): string | null => (typeof value === 'string' ? value : null);
