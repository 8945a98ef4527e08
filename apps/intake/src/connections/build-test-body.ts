import { MAPPED_FIELDS, type Connection, type FieldMapping } from '#contracts';
import { isObject } from '../json-path.js';
import type { MappedField } from '../map-fields.js';
import type { MadeUpLead } from './made-up-lead.js';
import { placeValue } from './place-value.js';

/** A connection whose mapping says where in a body each field stands. */
type Mapped = Extract<Connection, { vendor: 'standard' | 'form' }>;

export interface TestBody {
  readonly body: unknown;
  /** The fields that were written into it. */
  readonly fields: readonly MappedField[];
  /** Places at which nothing could be written: `map.phone ($.phones[-1])`. */
  readonly unwritten: readonly string[];
}

/** The body of a call that carries the lead where the mapping of a connection looks for it: the mapping the other way round. */
export function buildTestBody(connection: Mapped, lead: MadeUpLead, callId: string): TestBody {
  const map = Object.entries(connection.map ?? {}) as [MappedField, FieldMapping][];
  if (connection.vendor === 'form') return writeAll([['id', connection.id, callId], ...map.map(([field, where]): Write => [`map.${field}`, where, lead[field]])]);
  const element: TestBody = connection.map ? writeAll(map.map(([field, where]): Write => [`map.${field}`, where, lead[field]])) : { body: lead, fields: MAPPED_FIELDS, unwritten: [] };
  if (connection.each !== undefined) {
    const body = placeValue(undefined, connection.each, element.body);
    return body === undefined ? { body: {}, fields: [], unwritten: [`each (${connection.each})`] } : { ...element, body };
  }
  return connection.map ? element : { ...element, body: { type: 'lead.created', data: element.body } };
}

type Write = readonly [name: string, where: FieldMapping, value: unknown];

function writeAll(writes: readonly Write[]): TestBody {
  let body: unknown;
  const fields: MappedField[] = [];
  const unwritten: string[] = [];
  for (const [name, where, value] of writes) {
    const next = typeof where === 'string' ? placeValue(body, where, value) : withAnswer(body, where.answer, value);
    if (next === undefined) unwritten.push(`${name} (${typeof where === 'string' ? where : 'an answer'})`);
    else {
      body = next;
      if (name.startsWith('map.')) fields.push(name.slice('map.'.length) as MappedField);
    }
  }
  return { body: body ?? {}, fields, unwritten };
}

/** As most form tools write an answer: its question beside its value, under the name of its type. */
function withAnswer(body: unknown, question: { ref: string } | { label: string }, value: unknown): unknown {
  const root = body ?? {};
  if (!isObject(root)) return undefined;
  const answers = Array.isArray(root['answers']) ? (root['answers'] as unknown[]) : [];
  const said = typeof value === 'boolean' ? { type: 'boolean', boolean: value } : { type: 'text', text: String(value) };
  return { ...root, answers: [...answers, { ...said, field: 'ref' in question ? { ref: question.ref } : { title: question.label } }] };
}
