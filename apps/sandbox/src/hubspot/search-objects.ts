import type { CrmObject } from './crm-object.js';

export interface ObjectSearch {
  readonly filter: { readonly propertyName: string; readonly operator: string; readonly value: string };
  readonly sort: { readonly propertyName: string; readonly direction: string } | null;
  readonly limit: number;
  /** How many results came before, as the last page said. */
  readonly after: number;
}

/** HubSpot shows ten where nothing is said, and never more than 200. */
export const USUAL_PAGE = 10;
const MOST_PAGE = 200;

/** One page of what matches. Dates are compared in milliseconds, as they are asked for. */
export function searchObjects(objects: Iterable<CrmObject>, { filter, sort, limit, after }: ObjectSearch): { readonly total: number; readonly page: readonly CrmObject[]; readonly next: string | null } {
  const found = [...objects].filter((object) => matches(valueOf(object, filter.propertyName), filter));
  if (sort) {
    const sign = sort.direction === 'DESCENDING' ? -1 : 1;
    found.sort((a, b) => sign * valueOf(a, sort.propertyName).localeCompare(valueOf(b, sort.propertyName), 'en', { numeric: true }));
  }
  const end = after + Math.min(limit, MOST_PAGE);
  return { total: found.length, page: found.slice(after, end), next: end < found.length ? String(end) : null };
}

function valueOf({ createdAt, updatedAt, properties }: CrmObject, name: string): string {
  if (name === 'lastmodifieddate') return String(Date.parse(updatedAt));
  return name === 'createdate' ? String(Date.parse(createdAt)) : properties[name] ?? '';
}

function matches(text: string, { operator, value }: ObjectSearch['filter']): boolean {
  switch (operator) {
    case 'EQ': return text.toLowerCase() === value.toLowerCase();
    case 'GTE': return Number(text) >= Number(value);
    case 'CONTAINS_TOKEN': return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).includes(value.toLowerCase());
    default: return false;
  }
}
