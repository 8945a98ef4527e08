import type { CrmFacts, FactsWrite } from './crm-client.js';
import type { CrmOutcome, CrmRefusal } from './crm-outcome.js';
import { sortFacts } from './sort-facts.js';

type Done = CrmOutcome & { readonly outcome: 'done' };

export const unchanged = (objectId: string): Done => ({ outcome: 'done', objectId, changed: false, written: [], kept: [] });
export const written = (objectId: string, properties: object): Done => ({ outcome: 'done', objectId, changed: true, written: Object.keys(properties), kept: [] });

/** What stands there now, or the refusal to show it. */
export type Current = { readonly ok: true; readonly properties: Readonly<Record<string, string | null>> } | { readonly ok: false; readonly refusal: CrmRefusal };

/** Writes facts by their policy. `read` and `patch` speak of one object, in Leadwright's names. */
export async function writeByPolicy(
  objectId: string, { values, policy, ours }: FactsWrite, read: (names: readonly string[]) => Promise<Current>, patch: (values: CrmFacts) => Promise<CrmOutcome>,
): Promise<CrmOutcome> {
  if (policy === 'refresh') return patch(values);
  const current = await read(Object.keys(values));
  if (!current.ok) return current.refusal;
  const { write, kept } = sortFacts(values, current.properties, ours);
  if (Object.keys(write).length === 0) return { ...unchanged(objectId), kept };
  const outcome = await patch(write);
  return outcome.outcome === 'done' ? { ...outcome, kept } : outcome;
}

/** Splits what one request cannot take. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Text as the HTML that shows it, for bodies that a CRM shows as HTML. */
export const asHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

/** The last line of a task or note, by which it is found again. */
export const withMarker = (text: string, marker: string): string => `${text}\n\nLeadwright ${marker}`;
