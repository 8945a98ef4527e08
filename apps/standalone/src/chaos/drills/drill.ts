import type { ChaosReport } from '../report.js';
import type { StageOptions } from '../chaos-stage.js';

/** What a drill wants; `says` holds what was measured. */
export interface Aim { readonly says: string; readonly met: boolean }

/** `figures`: what was measured, in seconds and counts. `problems`: why the drill does not pass; empty when it does. */
export interface DrillReport {
  readonly drill: string;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly aims: readonly Aim[];
  /** Of a drill with the whole product. */
  readonly run?: Omit<ChaosReport, 'problems'>;
  readonly problems: readonly string[];
}

/** Load, one kind of trouble, and what it cost. */
export interface Drill {
  readonly name: string;
  readonly says: string;
  run(options: Omit<StageOptions, 'replicas'>): Promise<DrillReport>;
}

export const missed = (aims: readonly Aim[]): string[] => aims.filter(({ met }) => !met).map(({ says }) => `Aim missed: ${says}.`);

/** The one of that name. Errors: RangeError that names the known ones. */
export function chooseDrill(drills: readonly Drill[], name: string): Drill {
  const drill = drills.find((one) => one.name === name);
  if (!drill) throw new RangeError(`--drill: there is no ${name}. Known: ${drills.map((one) => one.name).join(', ')}.`);
  return drill;
}
