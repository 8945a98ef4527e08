import type { FieldMapping, MAPPED_FIELDS, Mapping } from '#contracts';
import { findAnswer, type FormAnswer } from './form-answers.js';
import { compilePath, findOne, nearestObject } from './json-path.js';

export type MappedField = (typeof MAPPED_FIELDS)[number];

/** One lead in a body, and the form answers of that body. */
export interface LeadSource { readonly element: unknown; answers(): readonly FormAnswer[] }

/** How one field is found. */
export interface FieldReader {
  find(source: LeadSource): unknown;
  /** Where it looks, for a person: `in the answer with the ref "email"`, `at $.email`. */
  readonly place: string;
  /** What stands there instead, for a person: `the answers have the refs name, job`. Names only, never values. */
  missed(source: LeadSource): string;
}

export type FieldReaders = Partial<Record<MappedField, FieldReader>>;

/** Errors: a path that does not compile. */
export function compileMapping(mapping: Mapping): FieldReaders {
  return Object.fromEntries(Object.entries(mapping).map(([field, where]) => [field, typeof where === 'string' ? byPath(where) : byAnswer(where.answer)]));
}

export function byPath(text: string): FieldReader {
  const path = compilePath(text);
  return {
    find: ({ element }) => findOne(path, element),
    place: `at ${text}`,
    missed({ element }) {
      const nearest = nearestObject(path, element);
      return nearest ? `${nearest.at} has ${list(nearest.names)}` : 'nothing of that path is there';
    },
  };
}

function byAnswer(wanted: Exclude<FieldMapping, string>['answer']): FieldReader {
  const [kind, name] = 'ref' in wanted ? (['ref', wanted.ref] as const) : (['label', wanted.label] as const);
  return {
    find: ({ answers }) => findAnswer(answers(), wanted)?.value,
    place: `in the answer with the ${kind} ${JSON.stringify(name)}`,
    missed: ({ answers }) => (answers().length === 0 ? 'there are no answers' : `the answers have the ${kind}s ${list(answers().flatMap((answer) => answer[kind] ?? []))}`),
  };
}

const MAX_NAMES = 20;
const list = (names: readonly string[]): string =>
  names.length === 0 ? 'no names' : names.slice(0, MAX_NAMES).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name)).join(', ') + (names.length > MAX_NAMES ? ', …' : '');
