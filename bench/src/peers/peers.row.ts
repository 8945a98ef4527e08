import { distributedSubject } from '../distributed/distributed-subject.js';
import { withServers } from '../distributed/bench-servers.js';
import { embeddedSubject } from '../embedded/embedded-subject.js';
import { measurePairs } from '../measure/pairs.js';
import type { Bench, Row, Side } from '../row.js';
import { bullmq, installPeers, type Shape } from './bullmq.js';
import { naiveNest } from './naive-nest.js';
import { figuresOf, lineOf, type Against, type PeerFigures } from './peer-figures.js';
import { filePlace, serverPlace, type PeerPlace } from './peer-places.js';
import { findRedis } from './redis-server.js';

const SHAPES: readonly Shape[] = ['steps', 'batches'];

/** Others that do the same job, each in turn with the product in the same run. */
export const peersRow: Row = {
  name: 'peers',
  says: 'the same job on BullMQ, and on Nest with a transaction per message',
  async run(bench) {
    const domain = await bench.domainCpuPer1k();
    const redis = await ready(bench);
    const pairsOf = async (name: string, against: Against, peer: Side, ours: Side): Promise<PeerFigures> => {
      const own: Bench = { ...bench, folder: (side) => bench.folder(`${name}-${against}/${side}`) };
      return figuresOf(name, against, await measurePairs(own, peer, ours), domain);
    };
    const bullmqs = async (against: Against, place: (folder: string) => Promise<PeerPlace>, ours: Side): Promise<PeerFigures[]> => {
      const figures: PeerFigures[] = [];
      for (const shape of SHAPES) {
        const name = `bullmq-${shape}`;
        figures.push('notRun' in redis ? { name, against, ...redis } : await pairsOf(name, against, bullmq(shape, { against, redis: redis.program, place }), ours));
      }
      return figures;
    };
    const embedded = await bullmqs('embedded', filePlace, embeddedSubject);
    const distributed = await withServers(bench, async (servers) => {
      const ours = distributedSubject(servers);
      return [...(await bullmqs('distributed', (folder) => serverPlace(folder, servers), ours)), await pairsOf('nest-per-message', 'distributed', naiveNest(servers), ours)];
    });
    const figures = [...embedded, ...distributed];
    return { figures, lines: figures.map(lineOf) };
  },
};

async function ready({ say }: Bench): Promise<{ program: string } | { notRun: string }> {
  try {
    await installPeers(say);
    return { program: await findRedis(say) };
  } catch (error) {
    return { notRun: (error as Error).message };
  }
}
