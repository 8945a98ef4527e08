import type { CrmFacts } from './crm-client.js';

/**
 * Fill if empty: which values to write, and which properties stay because somebody else filled them.
 * A property is open when it is empty there or still holds what Leadwright wrote (`ours`); one that is right already is neither.
 */
export function sortFacts(values: CrmFacts, current: Readonly<Record<string, string | null>>, ours: CrmFacts): { write: CrmFacts; kept: string[] } {
  const write: Record<string, string> = {};
  const kept: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const now = current[name] ?? '';
    if (now === value) continue;
    if (now === '' || now === ours[name]) write[name] = value;
    else kept.push(name);
  }
  return { write, kept };
}
