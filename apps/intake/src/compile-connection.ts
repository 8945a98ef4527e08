import { MAPPED_FIELDS, type Connection, type Mapping } from '#contracts';
import { LEAD_ID } from '#connectors';
import type { Announcement } from './announcement.js';
import { hasCrm, isOfCrm, readersOf, type WithCrm } from './crm-properties.js';
import { formAnswers } from './form-answers.js';
import { asText } from './field-values.js';
import { compilePath, findAll, findOne, isObject } from './json-path.js';
import { byPath, compileMapping, type FieldReader, type FieldReaders, type LeadSource } from './map-fields.js';
import { normalizeLead, type FoundValues } from './normalize-lead.js';
import type { Attention, GivenLead } from './submission.js';
import { wordNoEvents, wordNoLeads, wordNotThere, wordOurError, wordTrouble, wordUnreachable } from './word-attention.js';

/** `senderId` is the sender's own id of this one lead, where it has one; `ours` the lead that Leadwright's field in the CRM names. */
export type ReadLead = { lead: GivenLead; senderId?: string; ours?: string | null } | { attention: Attention; error?: unknown };

/** A connection ready to read bodies; compiled once per version of its configuration. */
export interface CompiledConnection {
  readonly name: string;
  readonly connection: Connection;
  /** How many leads a body holds, before any is read. */
  count(body: unknown): number;
  /** Every lead in a body, in its order; one item that needs attention when there is none. */
  read(body: unknown, now: number): ReadLead[];
  /** The sender's own id of a form submission, in its body. */
  idIn(body: unknown): string | null;
}

/** What is particular to announcements of a CRM: leads are its objects, and each has to be there. */
function compileOfCrm(name: string, connection: WithCrm, readOne: ReadOne): CompiledConnection {
  const readers = readersOf(connection);
  const leadsIn = (body: unknown) => (body as Announcement).leads;
  return {
    name, connection, idIn: () => null,
    count: (body) => leadsIn(body).length,
    read(body, now) {
      const { changes, others, trouble } = body as Announcement;
      if (trouble) return [{ attention: wordTrouble({ name, connection }, trouble) }];
      if (leadsIn(body).length === 0) return changes.length + others > 0 ? [] : [{ attention: wordNoEvents({ name, connection }) }];
      return leadsIn(body).map((element): ReadLead => {
        if (element.properties === null) return { attention: wordNotThere({ name, connection }, element.objectId) };
        const read = readOne(readers, { element, answers: () => [] }, now);
        return 'lead' in read ? { ...read, senderId: element.senderId, ours: element.properties[LEAD_ID] ?? null } : read;
      });
    },
  };
}

type ReadOne = (readers: FieldReaders, source: LeadSource, now: number) => ReadLead;

/**
 * `call` reads what its sender sends, `record` objects of the CRM behind it; of a CRM's own webhooks both are the same.
 * Errors: a JSON path that does not compile (`checkConnections` finds those before they are published).
 */
export function compileConnection(name: string, connection: Connection, of: 'call' | 'record' = 'call'): CompiledConnection {
  const place = { name, connection };
  if (isOfCrm(connection) || (of === 'record' && hasCrm(connection))) return compileOfCrm(name, connection, readOne);
  const { elements, each } = compileElements(connection);
  const readers = compileMapping(('map' in connection && connection.map) || BY_THEIR_NAMES);
  const id = connection.vendor === 'form' ? compilePath(connection.id) : null;

  function readOne(readers: FieldReaders, source: LeadSource, now: number): ReadLead {
    try {
      const found: FoundValues = Object.fromEntries(Object.entries(readers).map(([field, reader]) => [field, reader.find(source)]));
      const lead = normalizeLead(found, name, connection, now);
      return isReachable(lead) ? { lead } : { attention: wordUnreachable(place, readers, source) };
    } catch (error) {
      return { attention: wordOurError(place), error };
    }
  }

  return {
    name,
    connection,
    count: (body) => elements(body).length,
    read(body, now) {
      const answers = once(() => formAnswers(body));
      const sources = elements(body).map((element): LeadSource => ({ element, answers }));
      return sources.length > 0 ? sources.map((source) => readOne(readers, source, now)) : [{ attention: wordNoLeads(place, each, { element: body, answers }) }];
    },
    idIn: (body) => (id ? asText(findOne(id, body)) : null),
  };
}

/** Where no mapping is given the members are those of `POST /api/leads`. */
const BY_THEIR_NAMES: Mapping = Object.fromEntries(MAPPED_FIELDS.map((field) => [field, `$.${field}`]));

/** Where the leads of a body stand: all that `each` finds, the items of an API batch, else the body itself or its `data`. */
function compileElements(connection: Connection): { elements: (body: unknown) => unknown[]; each: FieldReader } {
  const path = (connection.vendor === 'standard' && connection.each) || null;
  const each = byPath(path ?? '$');
  if (path !== null) {
    const compiled = compilePath(path);
    return { each, elements: (body) => findAll(compiled, body) };
  }
  if (connection.vendor === 'api') return { each, elements: (body) => (Array.isArray(body) ? body : [body]) };
  const unwraps = connection.vendor === 'standard' && !connection.map;
  return { each, elements: (body) => [unwraps && isObject(body) && isObject(body['data']) ? body['data'] : body] };
}

/** Digits that make a number somebody could call. */
const isReachable = ({ person: { email, phone } }: GivenLead): boolean => email !== null || (phone ?? '').replace(/\D/g, '').length >= 5;

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
