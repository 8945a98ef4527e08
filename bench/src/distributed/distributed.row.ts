import { APPS } from '#contracts';
import { measureLatency } from '../measure/latency.js';
import { loadAverage, round } from '../measure/load.js';
import { measurePairs, type Pair } from '../measure/pairs.js';
import { median, spreadOf } from '../measure/spread.js';
import type { Bench, Measurement, Row, Side } from '../row.js';
import { withServers } from './bench-servers.js';
import { distributedFloor } from './distributed-floor.js';
import { distributedSubject } from './distributed-subject.js';
import { measureCall } from './measure-call.js';

const PER_SECOND = 50;
const SAMPLES = { full: 1_000, quick: 250 };

/** Batches that a call of 100 leads goes through: the door, and every app that hears of them. */
const HOPS = 8;
/** Those of them that publish; the outbox is emptied after each. */
const PUBLISHED = 3;
/** Requests that are made for leads, and not by the clock. */
const REQUESTS = ['Produce', 'OffsetCommit', 'Fetch'] as const;

/** The lead job over Kafka and MariaDB. */
export const distributedRow: Row = {
  name: 'distributed',
  says: 'a process for each app on Apache Kafka and MariaDB, against the same by hand',
  run: (bench) => withServers(bench, async (servers) => {
    const [floor, subject] = [distributedFloor(servers), distributedSubject(servers)];
    const domain = await bench.domainCpuPer1k();
    const pairs = await measurePairs(bench, floor, subject);
    const [call, floorCall] = [await measureCall(subject, bench.folder('distributed-call'), bench.warmUp), await measureCall(floor, bench.folder('distributed-floor-call'), bench.warmUp)];
    const [floorLatency, latency] = [await latencyOf(bench, floor), await latencyOf(bench, subject)];
    const of = (value: (pair: Pair) => number, digits: number): number => round(median(pairs.map(value)), digits);
    const parts = (side: keyof Pair) => ({
      services: of((pair) => servicesOf(pair[side]), 3), broker: of((pair) => pair[side].cpuPer1kByPart['broker']!, 3), database: of((pair) => pair[side].cpuPer1kByPart['database']!, 3),
      byApp: Object.fromEntries(APPS.map((app) => [app, of((pair) => pair[side].cpuPer1kByPart[app]!, 3)])),
      rss: Object.fromEntries(APPS.map((app) => [app, of((pair) => pair[side].rssMiBByPart[app]!, 0)])),
    });
    const [ours, byHand] = [parts('subject'), parts('floor')];
    const ratio = spreadOf(pairs.map((pair) => (servicesOf(pair.subject) - domain) / (servicesOf(pair.floor) - domain)));
    const whole = spreadOf(pairs.map((pair) => (pair.subject.cpuPer1k - domain) / (pair.floor.cpuPer1k - domain)));
    const figures = {
      leads: bench.leads, load: loadAverage(),
      cpuPer1k: of((pair) => pair.subject.cpuPer1k, 3), domainCpuPer1k: round(domain, 3), floorCpuPer1k: of((pair) => pair.floor.cpuPer1k, 3),
      servicesCpuPer1k: ours.services, brokerCpuPer1k: ours.broker, databaseCpuPer1k: ours.database, cpuPer1kByApp: ours.byApp,
      floorServicesCpuPer1k: byHand.services, floorBrokerCpuPer1k: byHand.broker, floorDatabaseCpuPer1k: byHand.database, floorCpuPer1kByApp: byHand.byApp,
      ratio: round(ratio.median, 2), ratioMin: round(ratio.min, 2), ratioMax: round(ratio.max, 2), ratioWithServers: round(whole.median, 2),
      leadsPerSec: of((pair) => pair.subject.leadsPerSec, 0), floorLeadsPerSec: of((pair) => pair.floor.leadsPerSec, 0),
      rssMiB: Math.max(...Object.values(ours.rss)), rssMiBByApp: ours.rss, floorRssMiBByApp: byHand.rss,
      commitsPerBatchAndHop: (call['commits']! - PUBLISHED) / HOPS, requestsPerBatchAndHop: requestsOf(call) / HOPS, perCall: call, floorPerCall: floorCall,
      keptBytesPerLead: Object.fromEntries(APPS.map((app) => [app, of((pair) => pair.subject.perLead[`table:${app}`]!, 0)])), eventBytesPerLead: of((pair) => pair.subject.perLead['events']!, 0),
      sentBytesPerLead: of((pair) => pair.subject.perLead['sentBytes']!, 0), floorSentBytesPerLead: of((pair) => pair.floor.perLead['sentBytes']!, 0),
      latencySamples: latency.samples, p50Ms: round(latency.p50Ms, 1), p99Ms: round(latency.p99Ms, 1), floorP50Ms: round(floorLatency.p50Ms, 1), floorP99Ms: round(floorLatency.p99Ms, 1),
    };
    const byApp = (values: Readonly<Record<string, number>>): string => Object.entries(values).map(([app, value]) => `${app} ${value}`).join(', ');
    return {
      figures,
      lines: [
        `CPU-s per 1,000 leads: ${figures.cpuPer1k} = services ${ours.services}, broker ${ours.broker}, database ${ours.database}; by hand ${figures.floorCpuPer1k} = ${byHand.services}, ${byHand.broker}, ${byHand.database}`,
        `services' machinery ${figures.ratio} times the floor's (${figures.ratioMin} to ${figures.ratioMax}, ${pairs.length} pairs; with servers ${figures.ratioWithServers}); decisions alone ${figures.domainCpuPer1k}`,
        `by app: ${byApp(ours.byApp)}; by hand: ${byApp(byHand.byApp)}`,
        `${figures.leadsPerSec} leads/s (floor ${figures.floorLeadsPerSec}); MiB at most: ${byApp(ours.rss)}`,
        `bytes kept per lead: ${byApp(figures.keptBytesPerLead)}; of events ${figures.eventBytesPerLead}`,
        `a call of 100: ${callWords(call)}; by hand: ${callWords(floorCall)}`,
        `sent to assigned at ${PER_SECOND}/s: p50 ${figures.p50Ms} ms, p99 ${figures.p99Ms} ms (floor ${figures.floorP50Ms}, ${figures.floorP99Ms}; ${latency.samples} leads each)`,
      ],
    };
  }),
};

const servicesOf = ({ cpuPer1kByPart }: Measurement): number => APPS.reduce((sum, app) => sum + cpuPer1kByPart[app]!, 0);

const requestsOf = (call: Readonly<Record<string, number>>): number => REQUESTS.reduce((sum, kind) => sum + (call[kind] ?? 0), 0);

const callWords = (call: Readonly<Record<string, number>>): string =>
  `${call['commits']} commits, ${call['statements']} statements, ${REQUESTS.map((kind) => `${call[kind]} ${kind}`).join(', ')} in ${HOPS} batches`;

const latencyOf = (bench: Bench, side: Side) =>
  measureLatency(side, bench.folder(`${side.name}-latency`), { warmUp: bench.warmUp, perSecond: PER_SECOND, samples: bench.quick ? SAMPLES.quick : SAMPLES.full });
