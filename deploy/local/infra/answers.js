// @ts-check
import { Kafka, logLevel } from 'kafkajs';
import { createConnection } from 'mysql2/promise';

/**
 * Whether all brokers of the cluster are there, asked with the client that the services use.
 * @param {readonly string[]} brokers `host:port` @param {number} count
 */
export async function kafkaAnswers(brokers, count) {
  const admin = new Kafka({ clientId: 'infra', brokers: [...brokers], connectionTimeout: 2000, requestTimeout: 3000, retry: { retries: 0 }, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length >= count;
  } catch {
    return false; // Not yet: whoever waits says so after its limit.
  } finally {
    await admin.disconnect();
  }
}

/** Whether the database takes this user and answers. @param {string} url `mysql://user:password@host:port` */
export async function databaseAnswers(url) {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 2000 });
    await connection.query('SELECT 1');
    await connection.end();
    return true;
  } catch {
    return false; // As above.
  }
}
