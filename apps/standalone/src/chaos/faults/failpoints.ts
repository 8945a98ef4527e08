import type { Fault, FaultContext } from '../fault.js';

/** Which app reaches which commit point, and how often it must be passed at most: what is rare counts from the first time. */
export const POINTS: Readonly<Record<string, readonly (readonly [point: string, most: number])[]>> = {
  intake: [['K1', 4], ['K2', 3], ['K3', 4], ['K4', 4]],
  enrichment: [['K10', 1], ['K11', 1], ['K8', 3], ['K9', 3]],
  research: [['K15', 2], ['K14', 1], ['K9', 3], ['K7', 2]],
  assignment: [['K12', 2], ['K13', 2], ['K5', 2], ['K8', 3]],
  delivery: [['K16', 2], ['K17', 2], ['K6', 3], ['K9', 3]],
  console: [['K18', 1], ['K7', 1], ['K8', 3], ['K5', 1]],
};
const WITHIN_MS = 20_000;

/** Every app at once gets the next of its points, and all of its processes do: whoever passes it first ends there. */
export function failpointsFault(): Fault {
  let round = -1;
  return {
    name: 'failpoints', says: 'kill -9 of itself at the commit points K1 to K18 (libs/persistence/src/failpoint.ts), each app at one of its own',
    async run(context) {
      round += 1;
      const ended = await Promise.all(Object.entries(POINTS).map(([app, points]) => arm(context, app, points[round % points.length]!)));
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
