import { onStage, type ChaosStage } from '../chaos-stage.js';
import type { Replicas } from '../../product/product-processes.js';
import { reportOf } from '../report.js';
import { judgeWorld } from '../verdict/all-invariants.js';
import type { World } from '../verdict/world.js';
import { missed, type Aim, type Drill } from './drill.js';

/** HubSpot waits no longer for an answer. */
export const ANSWER_WITHIN_S = 5;
/** Submissions during the trouble; with fewer a drill shows nothing. */
export const LEAST_ACCEPTED = 10;

/** What stood there after the trouble was over and all came to rest. */
export interface After {
  readonly world: World;
  /** Every decision about an owner, oldest first; `at` in ms. */
  readonly assignments: readonly { readonly lead: string; readonly at: number }[];
}

/** What a drill did: how often its trouble happened, how long and at what rate it loaded, and what it noted for its judgement. */
export interface Played<N> { readonly happened: number; readonly seconds: number; readonly perSecond: number; readonly poison?: World['poison']; readonly notes: N }

export interface StagedDrill<N> {
  readonly name: string;
  readonly says: string;
  readonly replicas?: Replicas;
  /** Loads and makes trouble. `maxPerSecond`: what the machine did before, leads a second. */
  play(stage: ChaosStage, maxPerSecond: number): Promise<Played<N>>;
  /** Pure: what was measured, and whether that is as wanted. */
  judge(notes: N, after: After): { readonly figures: Readonly<Record<string, unknown>>; readonly aims: readonly Aim[] };
}

/** A drill with the whole product. It passes when its aims are met and the verdict of every run of chaos is good: nothing lost, doubled or left over. */
export const staged = <N>({ name, says, replicas, play, judge }: StagedDrill<N>): Drill => ({
  name, says,
  run: (options) => onStage({ ...options, replicas }, async (stage) => {
    const maxPerSecond = await stage.warmUp();
    const { happened, seconds, perSecond, poison = [], notes } = await play(stage, maxPerSecond);
    const world = await stage.atRest(poison);
    const facts = { seconds, seed: options.seed, maxPerSecond, perSecond, faults: { [name]: happened }, skipped: {}, failpoints: {}, troubles: [], endedAlone: stage.apps.endedAlone, approved: stage.approved };
    const { problems, ...run } = reportOf(world, judgeWorld(world), facts, [name]);
    const { figures, aims } = judge(notes, { world, assignments: await stage.assignments() });
    return { drill: name, figures, aims, run, problems: [...problems, ...missed(aims)] };
  }),
});
