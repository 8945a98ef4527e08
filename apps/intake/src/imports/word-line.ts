import type { MappedField } from '../map-fields.js';
import type { ImportColumns, ImportRecord, LineProblem } from './imports.store.js';

const AGAIN = 'Correct it and import it again, alone or with the whole file: people who are known already are found again.';

/** A line with more or fewer values than the header has names: nobody can say which value is which. */
export const wordUneven = (values: number, columns: number): LineProblem => ({
  field: null,
  reason: `The line has ${values === 1 ? 'one value' : `${values} values`}, the header has ${columns}.`,
  fix: `Put values that contain the delimiter or a line end in quotes. ${AGAIN}`,
});

/** A line that names nobody who could be written to or called. */
export function wordUnreachableLine({ fields }: ImportColumns, record: ImportRecord): LineProblem {
  const whyNot = (field: MappedField, what: string): string => {
    if (fields[field] === undefined) return `No column holds the ${what}.`;
    return record[field] ? `Column "${fields[field]}" cannot be read as ${what}.` : `Column "${fields[field]}" is empty.`;
  };
  const field = record.email || !record.phone ? 'email' : 'phone';
  return { field, reason: `No e-mail address and no phone number: ${whyNot('email', 'an e-mail address')} ${whyNot('phone', 'a phone number')}`, fix: AGAIN };
}

export const wordOurLineError = (): LineProblem => ({
  field: null, reason: 'Leadwright met an error of its own with this line; the log of intake names it.', fix: 'Import the line again after the next version. If it matters now, enter the lead by hand.',
});
