import { assignmentChecks } from './assignment.checks.js';
import { busChecks } from './bus.checks.js';
import { consoleChecks } from './console.checks.js';
import { deliveryChecks } from './delivery.checks.js';
import { enrichmentChecks } from './enrichment.checks.js';
import { intakeChecks } from './intake.checks.js';
import { researchChecks } from './research.checks.js';
import { NotKept, type CheckedStore } from './checked-store.js';
import type { Break, Invariant } from './invariant.js';

export const invariants: readonly Invariant[] = [...intakeChecks, ...enrichmentChecks, ...assignmentChecks, ...researchChecks, ...deliveryChecks, ...consoleChecks, ...busChecks];

export interface Checked {
  readonly name: string;
  readonly says: string;
  /** `absent`: the store has no such tables. `not-applicable`: it is about another kind of store, or this one does not keep what it would need. */
  readonly state: 'ok' | 'broken' | 'absent' | 'not-applicable';
  readonly reason: string | null;
  readonly looked: number;
  readonly breaks: readonly Break[];
}

/** Looks whether everything holds that must hold, invariant by invariant. */
export const runChecks = (store: CheckedStore): Checked[] => invariants.map((invariant) => check(invariant, store));

function check({ name, says, tables, only, find }: Invariant, store: CheckedStore): Checked {
  const without = (state: Checked['state'], reason: string): Checked => ({ name, says, state, reason, looked: 0, breaks: [] });
  if (only && only.kind !== store.kind) return without('not-applicable', only.because);
  const missing = tables.find((table) => !store.has(table));
  if (missing) return without('absent', `there is no ${missing} in this store`);
  try {
    const { looked, breaks } = find(store);
    return { name, says, state: breaks.length > 0 ? 'broken' : 'ok', reason: null, looked, breaks };
  } catch (error) {
    if (error instanceof NotKept) return without('not-applicable', error.message);
    throw error;
  }
}

const FIRST = 5;

/** One line per invariant, with the first that are broken below it. */
export function wordChecks(checked: readonly Checked[]): string {
  return checked.map(({ state, says, reason, looked, breaks }) => {
    if (state === 'absent') return `absent  ${says}: ${reason}`;
    if (state === 'not-applicable') return `-       ${says}: not applicable here, ${reason}`;
    if (state === 'ok') return `ok      ${says} (${looked})`;
    const first = breaks.slice(0, FIRST).map(({ id, why }) => `          ${id}: ${why}`);
    const more = breaks.length > FIRST ? [`          and ${breaks.length - FIRST} more`] : [];
    return [`BROKEN  ${says}: ${breaks.length} of ${looked}`, ...first, ...more].join('\n');
  }).join('\n');
}
