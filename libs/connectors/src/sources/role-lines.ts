import { plainLine } from './plain-line.js';

/** An open job as a board lists it. `on` is a day, `2026-11-02`. */
export interface Role { readonly title: string; readonly location: string | null; readonly on: string | null; readonly dated: 'updated' | 'published' }

const SEPARATOR = ' | ';
const UNKNOWN = '-';
const MOST_TITLE = 120;

/**
 * A board as a snapshot: a heading, then one role per line, `Refrigeration Engineer | Leeds | updated 2026-11-02`.
 * Whatever a title says stays on its line.
 */
export function writeRoles(heading: string, roles: readonly Role[], more: boolean): string {
  const count = `${more ? 'more than ' : ''}${roles.length} open ${roles.length === 1 && !more ? 'role' : 'roles'}`;
  return [`${plainLine(heading)}: ${count}`, ...roles.map(writeRole)].join('\n');
}

/** The roles of such a snapshot, or of a quote from it that begins and ends with whole lines. */
export function readRoles(text: string): Role[] {
  return text.split('\n').flatMap((line) => {
    const [title, location, date, ...rest] = line.split(SEPARATOR);
    const [, dated, on] = /^(updated|published) (\d{4}-\d{2}-\d{2}|-)$/.exec(date ?? '') ?? [];
    if (!title || !location || !dated || !on || rest.length > 0) return [];
    return [{ title, location: location === UNKNOWN ? null : location, on: on === UNKNOWN ? null : on, dated: dated as Role['dated'] }];
  });
}

const writeRole = ({ title, location, on, dated }: Role): string =>
  [plainLine(title, MOST_TITLE) || UNKNOWN, plainLine(location ?? '', MOST_TITLE) || UNKNOWN, `${dated} ${on ?? UNKNOWN}`].join(SEPARATOR);

/** The day of a time as servers write it: ISO text or milliseconds. Null when it is neither. */
export function dayOf(time: string | number | null | undefined): string | null {
  const date = time === null || time === undefined ? null : new Date(time);
  return date && !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1970 && date.getUTCFullYear() <= 9999 ? date.toISOString().slice(0, 10) : null;
}
