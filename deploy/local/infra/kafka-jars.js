// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { findPrograms, run } from './programs.js';
import { home } from './state.js';

const pom = `${home}/deploy/kafka/pom.xml`;

/** The version of Apache Kafka that the pom names. */
export const kafkaVersion = () => /** @type {string} */ (/<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1]);

/**
 * The folder with the broker's jars. They are fetched once for each version, by this machine's Maven with its own settings.
 * @param {string} cache @param {import('./state.js').Say} say
 */
export async function fetchKafkaJars(cache, say) {
  const folder = `${cache}/kafka/${kafkaVersion()}`;
  if (existsSync(folder)) return folder;
  const [maven] = /** @type {[string]} */ (await findPrograms('kafka', ['mvn'], say));
  say(`kafka: fetching the jars of Apache Kafka ${kafkaVersion()} by Maven (once, 45 MB)`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await run(maven, ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${partial}`]);
  renameSync(partial, folder);
  return folder;
}
