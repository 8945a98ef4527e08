import { assignmentInvariants } from './assignment-invariants.js';
import { busInvariants } from './bus-invariants.js';
import { effectInvariants } from './effect-invariants.js';
import { intakeInvariants } from './intake-invariants.js';
import type { Finding, Invariant, World } from './world.js';

/** Those of the invariants that can be seen from outside after a run. None of them uses code of the services. */
export const allInvariants: readonly Invariant[] = [...intakeInvariants, ...assignmentInvariants, ...effectInvariants, ...busInvariants];

export const judgeWorld = (world: World): Map<string, Finding> => new Map(allInvariants.map(({ id, find }) => [id, find(world)]));
