import type { CrmRecord } from '#connectors';
import { OVERLAP_MS } from './position.js';

/**
 * The records of a page that are leads of ours to be: made since we look at this CRM, so that a change of an old contact, or of
 * all of them at once, brings none in. One that does not say when it was made is taken: rather once too often than lost.
 */
export const madeSince = (records: readonly CrmRecord[], startedAt: number, madeAt: string): CrmRecord[] =>
  records.filter(({ properties }) => !(Date.parse(properties[madeAt] ?? '') < startedAt - OVERLAP_MS));

/** The same, once each, without those that `isKnown`. */
export function unseen(records: readonly CrmRecord[], isKnown: (objectId: string) => boolean): string[] {
  return [...new Set(records.map(({ objectId }) => objectId))].filter((objectId) => !isKnown(objectId));
}
