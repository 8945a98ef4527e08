// @ts-check
import { existsSync, rmSync } from 'node:fs';
import { startServer } from './processes.js';
import { run } from './programs.js';

/** @typedef {{ java: string, jars: string, folder: string }} Broker  folder: its data; settings and log are beside it, `<folder>.properties` and `<folder>.log` */

const logging = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.showDateTime=true', '-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS'];
const program = (/** @type {Broker} */ { jars }, /** @type {string} */ main) => [...logging, '-cp', `${jars}/*`, main];
const archiveIn = (/** @type {string} */ jars) => `${jars}/classes.jsa`;

/** Prepares an empty data folder as Kafka wants it; a prepared one stays as it is. @param {Broker} broker @param {string} clusterId */
export async function formatFolder(broker, clusterId) {
  if (existsSync(`${broker.folder}/meta.properties`)) return;
  const parameters = ['format', `--cluster-id=${clusterId}`, '--config', `${broker.folder}.properties`];
  await run(broker.java, ['-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...program(broker, 'kafka.tools.StorageTool'), ...parameters], { limit: 60_000 });
}

/**
 * The first broker ever leaves an archive of its loaded classes when it stops; with it a start takes half the time.
 * @param {Broker} broker @param {string} name @param {boolean} archives whether this one may leave it: only one may
 */
export function startBroker(broker, name, archives) {
  const archive = archiveIn(broker.jars);
  const sharing = existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : archives ? [`-XX:ArchiveClassesAtExit=${archive}`, '-Xlog:cds=error'] : [];
  const memory = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:+ExitOnOutOfMemoryError'];
  return startServer(name, broker.java, [...memory, ...sharing, ...program(broker, 'kafka.Kafka'), `${broker.folder}.properties`], `${broker.folder}.log`);
}

/** After a start that failed: its archive holds too little, or was itself the cause. @param {string} jars */
export const forgetClasses = (jars) => rmSync(archiveIn(jars), { force: true });
