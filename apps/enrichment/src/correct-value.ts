import type { FactValue, Field } from '#contracts';
import { readValue } from '#domain';

type Corrected = { readonly value: FactValue } | { readonly problem: string };

/** Where a person's own words stand although they are none that we know: a rep can make sense of them. */
const OWN_WORDS: ReadonlySet<Field> = new Set(['person.phone', 'person.seniority', 'person.department']);

/** What a person entered, as its field holds it; or why it cannot be held, in words that follow the field's name. */
export function correctValue(field: Field, value: FactValue): Corrected {
  const read = readValue(field, value);
  if (read.validity === 'valid') return { value: read.value };
  return read.validity === 'unknown' && OWN_WORDS.has(field) ? { value: [value].flat().join('; ').trim() } : { problem: read.why };
}
