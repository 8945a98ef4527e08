/**
 * One step of a recipe. It sees the state so far and returns what it adds; nothing else of it is kept.
 * - `pure` steps are computed again when a run is verified.
 * - `source` steps look something up outside (a directory, a provider): on verification their recorded answer is used.
 *
 * Raise `version` with every change of what a step may return.
 */
export interface Step<S extends object> {
  readonly name: string;
  readonly version: number;
  readonly kind: 'pure' | 'source';
  readonly run: (state: Readonly<S>) => Partial<S>;
}

/** Parts of a state that are lists. */
type ListsOf<S> = { [K in keyof S]: S[K] extends readonly unknown[] ? K : never }[keyof S];

/** An ordered list of steps under a name. The order is the recipe. */
export interface Workflow<S extends object> {
  readonly name: string;
  readonly version: number;
  /** Lists that grow: what a step returns of them is added to what is there, so that the record says each member once. */
  readonly gathers?: readonly ListsOf<S>[];
  readonly steps: readonly Step<S>[];
}

/** The state after a step: what it returned stands in place of what was there, and lists that are gathered have grown by it. */
export function stateAfter<S extends object>({ gathers = [] }: Workflow<S>, state: S, output: Partial<S>): S {
  const after: S = { ...state, ...output };
  for (const name of gathers) if (name in output) after[name] = [...(state[name] as unknown[]), ...(output[name] as unknown[])] as S[typeof name];
  return after;
}

/** What a step added, as it was recorded. */
export interface StepRecord {
  readonly step: string;
  readonly version: number;
  readonly output: unknown;
}

/** The record of a run: enough to compute it again, with no outside call. */
export interface RunRecord {
  readonly workflow: string;
  readonly version: number;
  readonly steps: readonly StepRecord[];
}

/** Names a step with its parts; keeps recipes readable. */
export const pure = <S extends object>(name: string, version: number, run: Step<S>['run']): Step<S> => ({ name, version, kind: 'pure', run });
export const source = <S extends object>(name: string, version: number, run: Step<S>['run']): Step<S> => ({ name, version, kind: 'source', run });
