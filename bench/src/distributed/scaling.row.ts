import { APPS } from '#contracts';
import type { Replicas } from '../../../apps/standalone/src/product/product-processes.js';
import { round } from '../measure/load.js';
import { measureSide } from '../measure/measure-side.js';
import type { Measurement, Row } from '../row.js';
import { withServers } from './bench-servers.js';
import { distributedSubject } from './distributed-subject.js';

interface Shape { readonly partitions: number; readonly workers: number }

const SHAPES: readonly Shape[] = [{ partitions: 1, workers: 1 }, { partitions: 4, workers: 1 }, { partitions: 16, workers: 1 }, { partitions: 16, workers: 2 }, { partitions: 16, workers: 4 }];
/** Fewer processes to start. */
const QUICK: readonly Shape[] = [SHAPES[0]!, SHAPES[2]!, SHAPES[3]!];

const replicasOf = (workers: number): Replicas => ({ intake: 1, console: 1, enrichment: workers, research: workers, assignment: workers, delivery: workers });

/** What a lead costs over partitions and replicas. On one machine more of them are not faster: what is asked is whether a lead costs the same. */
export const scalingRow: Row = {
  name: 'scaling',
  says: 'CPU per lead over partitions and replicas of the workers',
  run: (bench) => withServers(bench, async (servers) => {
    const measured: (Shape & Measurement)[] = [];
    for (const shape of bench.quick ? QUICK : SHAPES) {
      const name = `scaling-${shape.partitions}x${shape.workers}`;
      // Each process is to be warm.
      const amounts = { warmUp: bench.warmUp * shape.workers, leads: bench.leads };
      measured.push({ ...shape, ...(await measureSide(distributedSubject(servers, { name, partitions: shape.partitions, replicas: replicasOf(shape.workers) }), bench.folder(name), amounts)) });
      bench.say(`${name}: ${measured.at(-1)!.cpuPer1k.toFixed(3)} CPU-s per 1,000`);
    }
    const services = ({ cpuPer1kByPart }: Measurement): number => APPS.reduce((sum, app) => sum + cpuPer1kByPart[app]!, 0);
    const figures = measured.map(({ partitions, workers, ...one }) => ({
      partitions, workers, cpuPer1k: round(one.cpuPer1k, 3), servicesCpuPer1k: round(services(one), 3), brokerCpuPer1k: round(one.cpuPer1kByPart['broker']!, 3), databaseCpuPer1k: round(one.cpuPer1kByPart['database']!, 3),
      overFirst: round(one.cpuPer1k / measured[0]!.cpuPer1k, 2), leadsPerSec: round(one.leadsPerSec, 0), load: one.loadBefore,
    }));
    return {
      figures,
      lines: figures.map((one) => `${one.partitions} partitions, ${one.workers} of each worker: ${one.cpuPer1k} CPU-s per 1,000 (services ${one.servicesCpuPer1k}, broker ${one.brokerCpuPer1k}, database ${one.databaseCpuPer1k}), ${one.overFirst} times the first; ${one.leadsPerSec} leads/s`),
    };
  }),
};
