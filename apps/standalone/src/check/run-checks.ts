import { assignmentChecks } from './assignment.checks.js';
import { busChecks } from './bus.checks.js';
import { consoleChecks } from './console.checks.js';
import { deliveryChecks } from './delivery.checks.js';
import { enrichmentChecks } from './enrichment.checks.js';
import { intakeChecks } from './intake.checks.js';
import { researchChecks } from './research.checks.js';
import type { CheckedStore } from './checked-store.js';
import type { Break, Invariant } from './invariant.js';

export const invariants: readonly Invariant[] = [...intakeChecks, ...enrichmentChecks, ...assignmentChecks, ...researchChecks, ...deliveryChecks, ...consoleChecks, ...busChecks];

export interface Checked { readonly name: string; readonly says: string; readonly state: 'ok' | 'broken' | 'absent'; readonly looked: number; readonly breaks: readonly Break[] }

/** Looks whether everything holds that must hold, invariant by invariant. `absent`: the store has no such tables. */
export function runChecks(store: CheckedStore): Checked[] {
  return invariants.map(({ name, says, tables, find }) => {
    if (!tables.every((table) => store.has(table))) return { name, says, state: 'absent', looked: 0, breaks: [] };
    const { looked, breaks } = find(store);
    return { name, says, state: breaks.length > 0 ? 'broken' : 'ok', looked, breaks };
  });
}

const FIRST = 5;

/** One line per invariant, with the first that are broken below it. */
export function wordChecks(checked: readonly Checked[]): string {
  return checked.map(({ state, says, looked, breaks }) => {
    if (state === 'absent') return `absent  ${says}: nothing like that in this store`;
    if (state === 'ok') return `ok      ${says} (${looked})`;
    const first = breaks.slice(0, FIRST).map(({ id, why }) => `          ${id}: ${why}`);
    const more = breaks.length > FIRST ? [`          and ${breaks.length - FIRST} more`] : [];
    return [`BROKEN  ${says}: ${breaks.length} of ${looked}`, ...first, ...more].join('\n');
  }).join('\n');
}
