import type { Fault, FaultContext } from '../fault.js';

/** Which app reaches which commit point, and how often it must be passed at most: what is rare counts from the first time. */
export const POINTS: Readonly<Record<string, readonly (readonly [point: string, most: number])[]>> = {
  intake: [['K1', 4], ['K2', 3], ['K3', 4], ['K4', 4]],
  enrichment: [['K10', 1], ['K11', 1], ['K9', 2], ['K8', 2]],
  research: [['K15', 2], ['K14', 1], ['K7', 2], ['K9', 2]],
  assignment: [['K12', 2], ['K13', 2], ['K5', 1], ['K8', 2]],
  delivery: [['K16', 2], ['K17', 2], ['K6', 2], ['K9', 2]],
  console: [['K18', 1], ['K8', 2], ['K9', 2], ['K5', 1]],
};
/** From the start of the process on. */
const WITHIN_MS = 30_000;

/** What an app is given in a round: the first of its points at which nothing ended yet, else one after the other. */
export function pointOf(app: string, round: number, fired: ReadonlySet<string>): readonly [point: string, most: number] {
  const points = POINTS[app]!;
  return points.find(([point]) => !fired.has(point)) ?? points[round % points.length]!;
}

/** Every app at once gets a point, and all of its processes do: whoever passes it first ends there. */
export function failpointsFault(): Fault {
  let round = -1;
  const fired = new Set<string>();
  return {
    name: 'failpoints', says: 'kill -9 of itself at the commit points K1 to K18 (libs/persistence/src/failpoint.ts), each app at one of its own',
    async run(context) {
      round += 1;
      const known = { ...context, fired: (point: string) => { fired.add(point); context.fired(point); } };
      const ended = await Promise.all(Object.keys(POINTS).map((app) => arm(known, app, pointOf(app, round, fired))));
      return ended.reduce((sum, count) => sum + count, 0);
    },
  };
}

async function arm({ apps, random, fired }: FaultContext, app: string, [point, most]: readonly [string, number]): Promise<number> {
  const FAILPOINT = `${point}:${random.int(1, most)}`;
  const counts = await Promise.all(apps.of(app).map(async (process) => {
    await apps.replace(process, 'SIGTERM', { FAILPOINT, NODE_ENV: 'test' });
    const ended = await apps.nextEnd(process, WITHIN_MS);
    if (ended?.signal === 'SIGKILL') fired(point);
    else if (ended === null) await apps.replace(process, 'SIGKILL');
    return ended?.signal === 'SIGKILL' ? 1 : 0;
  }));
  await apps.ready(apps.of(app));
  return counts.reduce<number>((sum, count) => sum + count, 0);
}
