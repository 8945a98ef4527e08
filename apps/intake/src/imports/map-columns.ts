import { MAPPED_FIELDS, ProblemError, type ImportView } from '#contracts';
import { fold, suggest } from '#domain';
import type { MappedField } from '../map-fields.js';
import { HEADER_NAMES } from './header-names.data.js';

/** Where each field stands, as a place in the header, and the columns that are read into none. */
export interface MappedColumns { readonly places: ReadonlyMap<MappedField, number>; readonly unused: ImportView['unused'] }

/**
 * Says which column is which field: those that the request names (`?email=Work%20mail`), then those whose names are known.
 * Errors: 422 column_unknown, field_unknown, and unreachable when neither an e-mail nor a phone column is found; each says what was meant.
 */
export function mapColumns(header: readonly string[], asked: Readonly<Record<string, string>>): MappedColumns {
  const folded = header.map(fold);
  const places = new Map<MappedField, number>();
  for (const [field, column] of Object.entries(asked)) places.set(knownField(field), placeOf(column, header, folded));
  for (const field of MAPPED_FIELDS) {
    if (places.has(field)) continue;
    const name = HEADER_NAMES[field].find((known) => isFree(folded.indexOf(known), places));
    if (name !== undefined) places.set(field, folded.indexOf(name));
  }
  const used = new Set(places.values());
  const unused = header.flatMap((column, place) => (used.has(place) || column.trim() === '' ? [] : [{ column, hint: hintFor(folded[place]!, column, places) }]));
  if (!places.has('email') && !places.has('phone')) throw unreachable(header, unused);
  return { places, unused };
}

const isFree = (place: number, places: ReadonlyMap<MappedField, number>): boolean => place >= 0 && ![...places.values()].includes(place);

/** Errors: 422 field_unknown. */
function knownField(name: string): MappedField {
  const field = MAPPED_FIELDS.find((known) => known === name);
  if (field) return field;
  const meant = suggest(name, ['connection', ...MAPPED_FIELDS]);
  throw new ProblemError(422, 'field_unknown', 'No such field', `${JSON.stringify(name)} is no field. ${meant ? `Did you mean ${meant}?` : `Known: connection, ${MAPPED_FIELDS.join(', ')}.`}`, { field: name });
}

/** Errors: 422 column_unknown. */
function placeOf(column: string, header: readonly string[], folded: readonly string[]): number {
  const exact = header.indexOf(column);
  const place = exact >= 0 ? exact : folded.indexOf(fold(column));
  if (place >= 0) return place;
  const meant = header[folded.indexOf(suggest(fold(column), folded) ?? '')];
  throw new ProblemError(422, 'column_unknown', 'No such column', `The header (line 1) has no column ${JSON.stringify(column)}. ${meant ? `Did you mean ${JSON.stringify(meant)}?` : `It has: ${header.join(', ')}.`}`, { line: 1, column });
}

const ALL_NAMES = Object.values(HEADER_NAMES).flat();

/** What an unused column may have been meant for; null when it looks like nothing that is known. */
function hintFor(folded: string, column: string, places: ReadonlyMap<MappedField, number>): string | null {
  const near = suggest(folded, ALL_NAMES);
  const field = folded.length > 3 && near !== null ? MAPPED_FIELDS.find((known) => HEADER_NAMES[known].includes(near)) : undefined;
  if (!field) return null;
  const ask = `?${field}=${encodeURIComponent(column)}`;
  return places.has(field) ? `${field} is read from another column; to read it from here add ${ask}.` : `Did you mean ${near}? Then add ${ask}.`;
}

function unreachable(header: readonly string[], unused: ImportView['unused']): ProblemError {
  const hints = unused.flatMap(({ column, hint }) => (hint ? [`${JSON.stringify(column)}: ${hint}`] : []));
  return new ProblemError(422, 'unreachable', 'No column for an e-mail or a phone number',
    `The header (line 1) has: ${header.join(', ')}. None of these is known as e-mail or phone. ${hints.length > 0 ? hints.join(' ') : 'Name one, for example ?email=Work%20mail.'}`, { line: 1, unused });
}
